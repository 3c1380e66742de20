//! The indicators, periods and organisations a file names, each met once.

use std::borrow::Cow;
use std::collections::HashMap as StandardMap;

use foldhash::fast::RandomState;

use crate::domain::Period;
use crate::import::Known;
use crate::import::extract::evidence::Evidence;
use crate::import::figure::Firmness;
use crate::import::reading::Role;
use crate::import::words::{self, plain, same_organisation, same_reference};
use crate::workbook::staged::{CellPlace, Slot, StagedFigures, StagedImport, StagedIndicator};

/// More different names than there are councils, regions and providers: a column that has more holds
/// something else, and the names beyond are nobody's.
const MAX_ORGANISATIONS: usize = 60_000;

/// Whose figures they are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Whose {
    Ours,
    /// Position in [`StagedImport::organisations`].
    Others(u16),
    /// Not kept.
    Nobodys,
}

/// A table that is asked for every row.
type HashMap<K, V> = StandardMap<K, V, RandomState>;

/// What has been named so far, and where it is in what is gathered.
#[derive(Default)]
pub struct Names {
    /// As written, so that most rows need no comparing.
    written: HashMap<String, u32>,
    indicators: HashMap<String, u32>,
    /// The first of each description.
    described: HashMap<String, u32>,
    pub evidence: Vec<Evidence>,
    periods: HashMap<Period, u16>,
    organisations: HashMap<String, Whose>,
    /// By their codes in the file, each with the name that stood beside it first.
    coded: HashMap<String, (String, Whose)>,
    /// The code that stands beside each name.
    codes: HashMap<String, String>,
    reasons: HashMap<String, u16>,
    /// Figures by indicator, period and organisation.
    pub figures: HashMap<u64, u32>,
    last_written: Option<(String, u32)>,
    /// The indicator whose theme was read last, with its theme and objective as written.
    pub last_theme: Option<(u32, String, String)>,
    /// Periods of this sheet as they are written.
    pub times: Recent<(Period, Firmness)>,
    /// Words for kinds of measures, and what they stand for; none where that is not kept.
    pub roles: Recent<Option<Role>>,
}

/// What texts were read as before: a column says few different things a million times.
pub struct Recent<T>(HashMap<String, T>);

impl<T> Default for Recent<T> {
    fn default() -> Self {
        Self(HashMap::default())
    }
}

impl<T: Copy> Recent<T> {
    /// More than there are periods and kinds of measures.
    const KEPT: usize = 500;

    pub fn get(&self, text: &str) -> Option<T> {
        self.0.get(text).copied()
    }

    pub fn note(&mut self, text: String, read: T) {
        if self.0.len() >= Self::KEPT {
            self.0.clear();
        }
        self.0.insert(text, read);
    }

    pub fn forget(&mut self) {
        self.0.clear();
    }
}

impl Names {
    /// The indicator written like this before.
    pub fn written(&mut self, text: &str) -> Option<u32> {
        if let Some((last, found)) = &self.last_written
            && last == text
        {
            return Some(*found);
        }
        let found = *self.written.get(text)?;
        self.last_written = Some((text.to_owned(), found));
        Some(found)
    }

    /// The indicator of a reference or, where there is none, of a description: one that was named
    /// in other letters before, or else `said`.
    pub fn name(
        &mut self,
        gathered: &mut StagedImport,
        text: &str,
        said: StagedIndicator,
        evidence: Evidence,
    ) -> u32 {
        let described = plain(&said.as_new.description);
        let next = u32::try_from(gathered.indicators.len()).unwrap_or(u32::MAX);
        let found = if said.reference.is_empty() {
            // As it will be found by its description once it is there.
            self.described.get(&described).copied().unwrap_or(next)
        } else {
            *self.indicators.entry(same_reference(&said.reference)).or_insert(next)
        };
        self.described.entry(described).or_insert(found);
        if found == next {
            gathered.indicators.push(said);
            self.evidence.push(evidence);
        }
        self.written.insert(text.to_owned(), found);
        found
    }

    pub fn period(&mut self, gathered: &mut StagedImport, period: Period) -> u16 {
        *self.periods.entry(period).or_insert_with(|| {
            gathered.periods.push(period);
            (gathered.periods.len() - 1) as u16
        })
    }

    /// Whose an organisation's figures are. `meant` gives the name that the workbook has for one that it
    /// knows, `kept` tells whether another one's are wanted.
    pub fn whose(
        &mut self,
        gathered: &mut StagedImport,
        name: &str,
        ours: &str,
        meant: impl FnOnce(&str) -> Option<String>,
        kept: impl FnOnce(&str) -> bool,
    ) -> Whose {
        if let Some(whose) = self.organisations.get(name) {
            return *whose;
        }
        let plain = words::name(name);
        let plain = meant(&plain).map_or(plain, Cow::Owned);
        let known = self.organisations.get(plain.as_ref()).copied();
        let whose = known.unwrap_or_else(|| {
            if same_organisation(&plain) == same_organisation(ours) {
                Whose::Ours
            } else if gathered.organisations.len() < MAX_ORGANISATIONS && kept(&plain) {
                gathered.organisations.push(plain.clone().into_owned());
                Whose::Others((gathered.organisations.len() - 1) as u16)
            } else {
                Whose::Nobodys
            }
        });
        self.organisations.insert(plain.into_owned(), whose);
        self.organisations.insert(name.to_owned(), whose);
        whose
    }

    /// Whose the figures of a row are, where the same code and name were read before.
    pub fn read_before(&self, code: &str, name: &str) -> Option<Whose> {
        if code.is_empty() {
            return self.organisations.get(name).copied();
        }
        self.coded.get(code).filter(|(there, _)| there == name).map(|(_, whose)| *whose)
    }

    /// Notes whose a code is in this file, `meant` being the name it is kept under.
    ///
    /// # Errors
    /// That another name stands beside the code elsewhere in the file, or another code beside the name.
    pub fn note_code(&mut self, code: &str, name: &str, meant: &str, whose: Whose) -> Result<(), String> {
        let same = |there: &str| same_organisation(there) == same_organisation(name);
        match self.coded.get(code) {
            Some((there, known)) if *known != whose && !same(there) => {
                return Err(format!(
                    "{code} stands beside {there} above, and beside {name} here; correct one of them"
                ));
            }
            _ => {}
        }
        match self.codes.get(meant) {
            Some(other) if !other.eq_ignore_ascii_case(code) => {
                return Err(format!(
                    "{meant} has the code {other} above, and {code} here; correct one of them"
                ));
            }
            _ => {}
        }
        self.codes.insert(meant.to_owned(), code.to_owned());
        self.coded.insert(code.to_owned(), (name.to_owned(), whose));
        Ok(())
    }

    /// By what figures are found: their indicator, period and organisation.
    pub fn key(indicator: u32, period: u16, organisation: Option<u16>) -> u64 {
        (u64::from(indicator) << 32) | (u64::from(period) << 16) | u64::from(organisation.unwrap_or(u16::MAX))
    }

    pub fn reason(&mut self, gathered: &mut StagedImport, reason: &str) -> u16 {
        if let Some(found) = self.reasons.get(reason) {
            return *found;
        }
        let found = gathered.reasons.len() as u16;
        // So many different reasons are no reasons; the last one stands for all further.
        if found == u16::MAX {
            return found - 1;
        }
        gathered.reasons.push(reason.to_owned());
        self.reasons.insert(reason.to_owned(), found);
        found
    }

    /// Decides unit, scale and decimals of every indicator from all that was said of it.
    pub fn decide(self, gathered: &mut StagedImport, known: &Known) {
        let mut evidence = self.evidence;
        for figures in &mut gathered.figures {
            for slot in [Slot::Numerator, Slot::Denominator, Slot::Stated, Slot::Target] {
                if figures.differs[slot as usize] {
                    figures.set(slot, None, CellPlace::default());
                }
            }
            let one = &mut evidence[figures.indicator as usize];
            let [numerator, denominator, stated] = three(figures);
            one.note(numerator, denominator, stated);
            if stated.is_some() || (numerator.is_some() && denominator.is_some()) {
                // A part is missing, and the result is not.
                figures.missing = None;
            }
        }
        let says_nothing = |figures: &StagedFigures| {
            !figures.has_result() && figures.get(Slot::Target).is_none() && figures.missing.is_none()
        };
        gathered.figures.retain(|figures| !figures.differs.contains(&true) || !says_nothing(figures));
        gathered.benchmarks.retain(|figures| !figures.differs.contains(&true));
        for figures in &mut gathered.benchmarks {
            let [numerator, denominator, stated] = three(figures);
            evidence[figures.indicator as usize].note(numerator, denominator, stated);
            if stated.is_some() {
                figures.missing = None;
            }
        }
        for (said, evidence) in gathered.indicators.iter_mut().zip(evidence) {
            said.measure = evidence.decide(&mut said.as_new);
            if let Some(frequency) = evidence.frequency() {
                said.as_new.frequency = frequency;
            }
            if let Some((polarity, sign)) = evidence.polarity()
                && !said.given.contains(&"polarity")
            {
                said.as_new.polarity = polarity;
                said.given.push("polarity");
                said.measure.push_str(&format!(", {} (“{sign}”)", polarity.title().to_lowercase()));
            }
            if said.as_new.service.is_empty() {
                said.as_new.service.clone_from(&known.service);
            }
        }
    }
}

fn three(figures: &StagedFigures) -> [Option<f64>; 3] {
    [Slot::Numerator, Slot::Denominator, Slot::Stated].map(|slot| figures.get(slot))
}
