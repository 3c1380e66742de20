//! How wide the columns of a table are: wide enough for their longest word,
//! no wider than their text wants, and in between as the table asks.

/// What a column needs.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Need {
    /// Its widest word.
    pub least: f32,
    /// Its text in one line.
    pub most: f32,
    /// As the table asks, relative to the others.
    pub weight: f32,
}

/// Shares `width` points among columns; nothing if their words do not fit beside each other.
pub fn share(needs: &[Need], width: f32) -> Option<Vec<f32>> {
    let least: f32 = needs.iter().map(|need| need.least).sum();
    if least > width + 0.01 || needs.is_empty() {
        return None;
    }
    let most: f32 = needs.iter().map(|need| need.most.max(need.least)).sum();
    if most <= width {
        // Room to spare goes where the table asks for it.
        let weights: f32 = needs.iter().map(|need| need.weight).sum();
        let spare = width - most;
        let give = |need: &Need| need.most.max(need.least) + spare * need.weight / weights;
        return Some(needs.iter().map(give).collect());
    }
    Some(pour(needs, width))
}

/// Fills every column in proportion to its weight, none under its least or over its most.
fn pour(needs: &[Need], width: f32) -> Vec<f32> {
    let level = |level: f32| -> Vec<f32> {
        needs.iter().map(|need| (need.weight * level).clamp(need.least, need.most.max(need.least))).collect()
    };
    // The sum grows with the level, so the level that fills the width is found by halving.
    let (mut low, mut high) = (0.0f32, width);
    for _ in 0..40 {
        let middle = (low + high) / 2.0;
        if level(middle).iter().sum::<f32>() > width { high = middle } else { low = middle }
    }
    let mut widths = level(low);
    let total: f32 = widths.iter().sum();
    if let Some(widest) = widths.iter_mut().max_by(|a, b| a.total_cmp(b)) {
        *widest += width - total;
    }
    widths
}

/// Shares a width that is too narrow for the words of the columns, so that some words are broken.
pub fn squeeze(needs: &[Need], width: f32) -> Vec<f32> {
    let least: f32 = needs.iter().map(|need| need.least).sum();
    // What is short stays whole; what is long gives way.
    let cap = |limit: f32| -> f32 { needs.iter().map(|need| need.least.min(limit)).sum() };
    let (mut low, mut high) = (0.0f32, least);
    for _ in 0..40 {
        let middle = (low + high) / 2.0;
        if cap(middle) > width { high = middle } else { low = middle }
    }
    needs.iter().map(|need| need.least.min(low).max(1.0)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn need(least: f32, most: f32, weight: f32) -> Need {
        Need { least, most, weight }
    }

    #[test]
    fn columns_fill_the_width_and_no_word_is_broken() {
        let needs = [need(30.0, 40.0, 5.0), need(50.0, 900.0, 40.0), need(45.0, 60.0, 8.0)];
        let widths = share(&needs, 400.0).unwrap();
        assert!((widths.iter().sum::<f32>() - 400.0).abs() < 0.1, "{widths:?}");
        for (width, need) in widths.iter().zip(&needs) {
            assert!(*width >= need.least - 0.01, "{widths:?}");
        }
        assert!(widths[1] > 250.0, "{widths:?}");
    }

    #[test]
    fn room_to_spare_is_shared() {
        let widths = share(&[need(10.0, 20.0, 1.0), need(10.0, 20.0, 3.0)], 100.0).unwrap();
        assert_eq!(widths, [35.0, 65.0]);
    }

    #[test]
    fn too_little_room_breaks_the_longest_words_only() {
        let needs = [need(20.0, 20.0, 1.0), need(500.0, 900.0, 1.0), need(400.0, 900.0, 1.0)];
        assert_eq!(share(&needs, 300.0), None);
        let widths = squeeze(&needs, 300.0);
        assert!((widths[0] - 20.0).abs() < 0.01);
        assert!((widths.iter().sum::<f32>() - 300.0).abs() < 0.1, "{widths:?}");
    }
}
