//! Names beside the lines of a chart: each in a row of its own, with a leader where it had to give way.

/// Rows for names whose lines are at `wanted`, in order from the top: each its own, in the same order,
/// none beyond `count`, and together as near as can be (the pooling of adjacent violators).
pub fn spread(wanted: &[usize], count: usize) -> Vec<usize> {
    let most = count.saturating_sub(wanted.len());
    // Without the place each takes itself, the rows have only to rise.
    let mut pools: Vec<(usize, usize)> = Vec::new();
    for (place, row) in wanted.iter().enumerate() {
        pools.push((row.saturating_sub(place).min(most), 1));
        while let [.., (sum, size), (next, more)] = pools[..]
            && sum * more > next * size
        {
            pools.truncate(pools.len() - 2);
            pools.push((sum + next, size + more));
        }
    }
    let levels = pools.iter().flat_map(|(sum, size)| std::iter::repeat_n((sum + size / 2) / size, *size));
    levels.enumerate().map(|(place, level)| place + level).collect()
}

/// Where a leader comes from and goes to in a row.
#[derive(Debug, Clone, Copy, Default)]
pub struct Joint {
    /// From the line that is named.
    pub left: bool,
    /// To its name.
    pub right: bool,
    pub up: bool,
    pub down: bool,
}

impl Joint {
    /// The box-drawing letter of it; a space where nothing had to give way.
    pub fn sign(self) -> char {
        match (self.up, self.down, self.left, self.right) {
            (false, false, ..) => ' ',
            (true, true, false, false) => '│',
            (true, false, true, false) => '╯',
            (false, true, true, false) => '╮',
            (true, false, false, _) => '╰',
            (false, true, false, _) => '╭',
            (true, true, true, false) => '┤',
            (true, true, false, true) => '├',
            (true, false, true, true) => '┴',
            (false, true, true, true) => '┬',
            (true, true, true, true) => '┼',
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_keep_their_order_and_stay_as_near_as_can_be() {
        assert_eq!(spread(&[2, 7], 10), [2, 7]);
        assert_eq!(spread(&[4, 4], 10), [4, 5]);
        assert_eq!(spread(&[4, 4, 4], 10), [3, 4, 5]);
        assert_eq!(spread(&[9, 9, 9], 10), [7, 8, 9]);
        assert_eq!(spread(&[0, 0, 5, 5], 6), [0, 1, 4, 5]);
        assert_eq!(spread(&[0, 0, 0, 0], 4), [0, 1, 2, 3]);
        assert!(spread(&[], 4).is_empty());
    }
}
