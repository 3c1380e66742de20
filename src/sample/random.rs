//! Numbers that look random and are the same every time: splitmix64.

/// A run of numbers decided by where it starts.
#[derive(Debug, Clone)]
pub struct Random {
    state: u64,
}

impl Random {
    /// The run that belongs to `seed`. Neighbouring seeds give unrelated runs.
    pub fn new(seed: u64) -> Self {
        let mut random = Self { state: seed };
        random.state = random.next();
        random
    }

    /// The next 64 bits.
    fn next(&mut self) -> u64 {
        self.state = self.state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut bits = self.state;
        bits = (bits ^ (bits >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        bits = (bits ^ (bits >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        bits ^ (bits >> 31)
    }

    /// A whole number below `limit`, which is not 0.
    pub fn below(&mut self, limit: u64) -> u64 {
        self.next() % limit
    }

    /// A number from 0 up to, not including, 1.
    pub fn share(&mut self) -> f64 {
        (self.next() >> 11) as f64 / (1u64 << 53) as f64
    }
}
