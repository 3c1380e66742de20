//! What is typed into fields and given to options: words of each kind, with their odd ones.

/// A small generator, so that a failure can be repeated.
pub struct Random(pub u64);

impl Random {
    pub fn pick<'a>(&mut self, from: &[&'a str]) -> &'a str {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        from[(self.0 >> 33) as usize % from.len()]
    }
}

pub const TEXTS: &[&str] = &[
    "Plain words",
    "Ünïcödé – “quoted” £120k",
    "two  blanks, 5% & more",
    "  blanks around  ",
    "=1+1",
    "a'b\"c;d",
    "ends with dots ...",
];
pub const ROLES: &[&str] = &["Head of Care", "Assistant Director, Homes", "Ö", " Head of Care "];
pub const REFERENCES: &[&str] = &["ZZ/1", "ZZ 2 ", "Ö3"];
pub const DATES: &[&str] = &["06/08/2015", "14 sep 2015", "+2w", "2016-02-29", "end of march"];
pub const PAST: &[&str] = &["06/05/2015", "2 weeks ago", "last month", "fri"];
pub const MONEY: &[&str] = &["£120k", "1.2m", "(30,000)", "123.45"];
pub const WHOLE: &[&str] = &["0", "7", "1,234"];
pub const SCORES: &[&str] = &["1", "3", "5"];
pub const PERIODS: &[&str] = &["2015/16-Q3", "2015/16", "Q3 2015/16"];
pub const PERCENT: &[&str] = &["3", "2.5%", "0"];
/// As a cell of a table in £000 reads them, and as the command line does.
pub const MONEY_000: &[&str] = &["930 => 930000", "£1.2m", "(29) => -29k", "85k"];
pub const STATES: &[&str] = &["submitted", "approved", "returned"];
pub const FIGURES: &[&str] = &["95", "18.2", "99.5%"];
pub const COUNTS: &[&str] = &["232", "1,000"];
pub const MATRICES: &[&str] =
    &[concat!("# As agreed\n", include_str!("../../../../assets/matrices/five-by-five.toml"))];
