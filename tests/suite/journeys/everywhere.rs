//! Ways into every screen and dialog, found by pressing what the table of commands offers, so that a new
//! screen or dialog is among them as soon as there is a key that opens it.

use std::collections::BTreeSet;
use std::fmt;
use std::sync::LazyLock;

use quarterdeck::input::{Key, Scope, TABLE, available};
use quarterdeck::screens::SCREENS;

use crate::harness::Harness;

/// Places that no key of the sample's screens leads to, and where they are gone through instead.
const ELSEWHERE: &[(Scope, &str)] = &[
    (Scope::Pasting, "a block of cells has been pasted: journeys::grid"),
    (Scope::Import, "a file has been chosen: screens::import"),
    (Scope::Collect, "forms have come back: returns"),
];

/// Keys to a row that has more to open than the first of its screen: there it is a total, without months.
const DOWN: &[(char, &str)] = &[('6', "down down")];

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Step {
    Key(Key),
    /// A command that has no key, by its title in the palette.
    Command(&'static str),
}

/// A way from the overview into a screen or dialog.
#[derive(Debug, Clone)]
pub struct Way {
    steps: Vec<Step>,
    pub scope: Scope,
}

impl fmt::Display for Way {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for step in &self.steps {
            match step {
                Step::Key(key) => write!(f, "{key} ")?,
                Step::Command(title) => write!(f, "“{title}” ")?,
            }
        }
        Ok(())
    }
}

impl Way {
    /// Goes it, from wherever the harness is.
    fn go(&self, harness: &mut Harness) {
        harness.times(6, "esc").keys("1");
        for step in &self.steps {
            match step {
                Step::Key(key) => harness.press(*key),
                Step::Command(title) => {
                    harness.palette(title);
                }
            }
        }
    }
}

/// Whoever goes ways one after another, with a fresh workbook after each that changed something.
struct Walker {
    harness: Harness,
    size: (u16, u16),
    changes: usize,
}

impl Walker {
    fn new(width: u16, height: u16) -> Self {
        let harness = Harness::new(width, height);
        let changes = harness.history().len();
        Self { harness, size: (width, height), changes }
    }

    /// At the end of the way.
    fn go(&mut self, way: &Way) -> &mut Harness {
        if self.harness.has_quit() || self.harness.history().len() != self.changes {
            *self = Self::new(self.size.0, self.size.1);
        }
        self.harness.resize(self.size.0, self.size.1);
        way.go(&mut self.harness);
        if self.harness.app().scope() != way.scope {
            // Something that a way before has left: a filter, another period.
            *self = Self::new(self.size.0, self.size.1);
            way.go(&mut self.harness);
        }
        &mut self.harness
    }
}

/// Does something at the end of every way, in a window of this size.
pub fn everywhere(width: u16, height: u16, mut there: impl FnMut(&mut Harness, &Way)) {
    let mut walker = Walker::new(width, height);
    for way in EVERYWHERE.iter() {
        let harness = walker.go(way);
        assert_eq!(harness.app().scope(), way.scope, "{way}\n{}", harness.screen());
        there(harness, way);
    }
}

static EVERYWHERE: LazyLock<Vec<Way>> = LazyLock::new(|| {
    let mut ways: Vec<Way> = SCREENS
        .iter()
        .map(|screen| {
            let down = DOWN.iter().find(|(key, _)| *key == screen.key).map_or("", |(_, keys)| keys);
            let down = down.split_whitespace().map(|key| Key::parse(key).unwrap());
            let steps: Vec<Step> = [Key::char(screen.key)].into_iter().chain(down).map(Step::Key).collect();
            let mut way = Way { steps, scope: Scope::Overview };
            let mut harness = Harness::new(120, 40);
            way.go(&mut harness);
            way.scope = harness.app().scope();
            way
        })
        .collect();
    let mut walker = Walker::new(120, 40);
    let mut explored = BTreeSet::new();
    let mut opened = BTreeSet::new();
    let mut at = 0;
    while let Some(way) = ways.get(at).cloned() {
        at += 1;
        if !explored.insert(way.scope) {
            continue;
        }
        let facts = walker.go(&way).app().facts();
        for row in available(way.scope, &facts) {
            let step = match row.keys_for(!way.scope.falls_through()).next() {
                Some(key) => Step::Key(Key::parse(key).unwrap()),
                None if way.scope.falls_through() => Step::Command(row.title),
                None => continue,
            };
            let mut next = way.clone();
            next.steps.push(step);
            let harness = walker.go(&way);
            match step {
                Step::Key(key) => harness.press(key),
                Step::Command(title) => {
                    harness.palette(title);
                }
            }
            if harness.has_quit() {
                continue;
            }
            next.scope = harness.app().scope();
            // A dialog for each command that opens one; of screens each once.
            let is_new = !next.scope.falls_through() || !ways.iter().any(|known| known.scope == next.scope);
            if next.scope != way.scope && is_new && opened.insert((next.scope, row.title)) {
                ways.push(next);
            }
        }
    }
    ways
});

#[test]
fn the_ways_lead_to_every_place_of_the_table() {
    let reached: BTreeSet<Scope> = EVERYWHERE.iter().map(|way| way.scope).collect();
    let wanted: BTreeSet<Scope> =
        TABLE.iter().flat_map(|row| row.scopes).copied().filter(|scope| *scope != Scope::Global).collect();
    let elsewhere: BTreeSet<Scope> = ELSEWHERE.iter().map(|(scope, _)| *scope).collect();
    let missing: Vec<&Scope> = wanted.difference(&reached).collect();
    assert_eq!(missing, elsewhere.iter().collect::<Vec<_>>(), "places that no way leads to");
    assert!(EVERYWHERE.len() > 100, "{}", EVERYWHERE.len());
}
