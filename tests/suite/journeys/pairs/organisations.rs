//! Organisations and the groups they are in, on screen and at the command line.

use quarterdeck::input::Command;

use super::drive::same;
use super::pools::TEXTS;
use super::{Case, Step};

pub const CASES: &[Case] = &[Case {
    keys: "V E enter",
    command: &["organisation", "add", "FILE"],
    fields: &[
        ("Name", "<NAME>", TEXTS),
        ("Code", "--code", &["E08000026", " 609 ", "=1+1 x"]),
        ("Other names", "--other-names", &["One; Two ; One", "A, B", ""]),
        ("Class", "--class", &["county council", "London borough", "region"]),
        ("From", "--from", &["1 April 2009", "2009-04-01"]),
        ("To", "--to", &["31/03/2023", "end of march 2023"]),
        ("Merged into", "--merged-into", &[""]),
    ],
    on_screen: &[],
    on_line: &[],
}];

/// Three councils and a nation.
const THREE: &[&str] = &[
    "organisation add FILE Ashby --code E06000001",
    "organisation add FILE Brill",
    "organisation add FILE Corby",
    "organisation add FILE England",
];
/// And groups of them.
const GROUPS: &[&str] = &[
    THREE[0],
    THREE[1],
    THREE[2],
    THREE[3],
    "group add FILE Near --members Corby,Ashby",
    "group add FILE All --all-councils",
];

pub const STEPS: &[Step] = &[
    Step {
        drives: &[(Command::Organisations, None)],
        before: THREE,
        keys: "V E ~Brill~ enter ctrl-a delete '{0}' down down '{1}' ctrl-s",
        commands: &["organisation edit FILE Brill --name {0} --other-names {1}"],
        words: &[&["Brill Town", "Ö'x"], &["Old; Older", "609"]],
    },
    Step {
        drives: &[],
        before: THREE,
        keys: "V E ~Corby~ enter down down down down down '31 march 2023' down 'ash' right ctrl-s",
        commands: &["organisation edit FILE Corby --to 2023-03-31 --merged-into ashby"],
        words: &[],
    },
    Step {
        drives: &[],
        before: THREE,
        keys: "V E ~Brill~ enter up up space down down down down 'Corby' ctrl-s",
        commands: &["organisation edit FILE Brill --other-names Corby --join"],
        words: &[],
    },
    Step {
        drives: &[],
        before: THREE,
        keys: "V E ~Corby~ enter up 'remove it' ctrl-s",
        commands: &["organisation remove FILE Corby"],
        words: &[],
    },
    Step {
        drives: &[(Command::Groups, None)],
        before: THREE,
        keys: "V e ~Make a group~ enter ~Brill~ space ~Corby~ space enter '{0}' tab tab '{1}' ctrl-s",
        commands: &["group add FILE {0} --members Brill,Corby --kind {1}"],
        words: &[&["Near", "Ö a'b"], &["region", "own choice => own", "nation"]],
    },
    Step {
        drives: &[],
        before: GROUPS,
        keys: "V e ~Near~ enter enter tab ctrl-a delete '{0}' ctrl-s",
        commands: &["group edit FILE Near --members {0}"],
        words: &[&["Brill; Ashby; Corby", "E06000001", "Corby, Brill"]],
    },
    Step {
        drives: &[],
        before: GROUPS,
        keys: "V e ~Near~ enter enter ctrl-a delete 'Nearest' up up '1' ctrl-a delete '2' ctrl-s",
        commands: &["group edit FILE near --name Nearest --place 2"],
        words: &[],
    },
    Step {
        drives: &[],
        before: GROUPS,
        keys: "V e ~Near~ enter enter up 'remove it' ctrl-s",
        commands: &["group remove FILE Near"],
        words: &[],
    },
    Step {
        drives: &[],
        before: THREE,
        keys: "V e ~from a list~ enter '{0}' tab 'Few' tab tab tab tab 'given.toml' tab space ctrl-s",
        commands: &["group import FILE {file} --name Few --create"],
        words: &[&["Ashby\nYarm\n", "organisation,code\nCorby,E06000009\nZed,E06000010"]],
    },
];

#[test]
fn organisations_and_groups_come_out_the_same() {
    same(CASES, STEPS);
}
