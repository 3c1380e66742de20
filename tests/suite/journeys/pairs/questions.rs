//! Meetings and their questions, on screen and at the command line.

use quarterdeck::input::{Command, Scope};

use super::drive::same;
use super::pools::{DATES, PAST, ROLES, TEXTS};
use super::{Alone, Case, Same, Step};

const QUESTION: &[Same] = &[
    ("Asked by", "--asker", ROLES),
    ("Page", "--page", &["12", "3"]),
    ("Cites", "--cites", TEXTS),
    ("Question", "--question", TEXTS),
    ("Promised", "--promise", TEXTS),
    ("Promised by", "--owner", ROLES),
    ("Due", "--due", DATES),
];

pub const CASES: &[Case] = &[
    Case {
        keys: "8 g e",
        command: &["question", "edit", "FILE", "{question}"],
        fields: QUESTION,
        on_screen: &[("Meeting", "in a case of its own")],
        on_line: &[("--meeting", "in a case of its own"), ("--reply", "the screen has an editor for it")],
    },
    Case {
        keys: "8 g +",
        command: &["question", "edit", "FILE", "{question}"],
        fields: &[QUESTION[4], QUESTION[5], QUESTION[6]],
        on_screen: &[],
        on_line: &[
            ("--meeting", "in the form of the question"),
            ("--reply", "in an editor of its own"),
            ("--asker", "in the form of the question"),
            ("--page", "in the form of the question"),
            ("--cites", "in the form of the question"),
            ("--question", "in the form of the question"),
        ],
    },
    Case {
        keys: "8 g x",
        command: &["question", "resolve", "FILE", "{question}"],
        fields: &[("It ended", "--how", TEXTS)],
        on_screen: &[],
        on_line: &[],
    },
    Case {
        keys: "8 g E",
        command: &["question", "meeting", "FILE", "{meeting}"],
        fields: &[
            ("Meeting", "--name", TEXTS),
            ("Held on", "--held-on", PAST),
            ("Considered", "--report", TEXTS),
            ("Resolved", "--resolution", TEXTS),
            ("Source", "--source", TEXTS),
        ],
        on_screen: &[],
        on_line: &[],
    },
    Case {
        keys: "8 : 'add a meeting' enter",
        command: &["question", "meeting", "FILE"],
        fields: &[
            ("Meeting", "<NAME>", TEXTS),
            ("Held on", "--held-on", PAST),
            ("Considered", "--report", TEXTS),
            ("Resolved", "--resolution", TEXTS),
            ("Source", "--source", TEXTS),
        ],
        on_screen: &[],
        on_line: &[("--name", "of one there is")],
    },
    Case {
        keys: "8 A",
        command: &["question", "add", "FILE"],
        fields: &[
            ("Meeting", "", &["a new meeting"]),
            ("New meeting", "--meeting", TEXTS),
            ("Held on", "--held-on", PAST),
            ("Considered", "--report", TEXTS),
            QUESTION[0],
            QUESTION[1],
            QUESTION[2],
            QUESTION[3],
            ("Reply", "--reply", TEXTS),
            QUESTION[4],
            QUESTION[5],
            QUESTION[6],
        ],
        on_screen: &[],
        on_line: &[("--about", "in a case of its own")],
    },
    Case {
        keys: "8 g e",
        command: &["question", "edit", "FILE", "{question}"],
        fields: &[("Meeting", "--meeting", &["Healthy Halton Board"]), QUESTION[0]],
        on_screen: ELSEWHERE,
        on_line: &[
            ("--reply", "the screen has an editor for it"),
            ("--page", "in the case before"),
            ("--cites", "in the case before"),
            ("--question", "in the case before"),
            ("--promise", "in the case before"),
            ("--owner", "in the case before"),
            ("--due", "in the case before"),
        ],
    },
    Case {
        keys: "8 A",
        command: &["question", "add", "FILE"],
        fields: &[
            ("Meeting", "--meeting", &["Healthy Halton Board"]),
            QUESTION[0],
            QUESTION[1],
            QUESTION[2],
            QUESTION[3],
            ("Reply", "--reply", TEXTS),
            QUESTION[4],
            QUESTION[5],
            QUESTION[6],
        ],
        on_screen: &[
            ("New meeting", "of a new meeting"),
            ("Held on", "of a new meeting"),
            ("Considered", "of a new meeting"),
        ],
        on_line: &[
            ("--held-on", "of a new meeting, or to tell meetings of one name apart"),
            ("--report", "of a new meeting"),
            ("--about", "in a case of its own"),
        ],
    },
    Case {
        keys: "2 / 'AC/C7' enter Q",
        command: &["question", "add", "FILE", "--about", "AC/C7"],
        fields: &[
            ("Meeting", "", &["a new meeting"]),
            ("New meeting", "--meeting", TEXTS),
            ("Held on", "--held-on", PAST),
            ("Considered", "--report", TEXTS),
            QUESTION[0],
            QUESTION[1],
            QUESTION[3],
            ("Reply", "--reply", TEXTS),
            QUESTION[4],
            QUESTION[5],
            QUESTION[6],
        ],
        on_screen: &[("Cites", "the indicator's reference, unless something else is said")],
        on_line: &[
            ("--cites", "the indicator's reference, unless something else is said"),
            ("--about", "the indicator that the keys go to"),
        ],
    },
];

/// Fields of the form of a question that another case types into.
const ELSEWHERE: &[Alone] = &[
    ("Page", "in the case before"),
    ("Cites", "in the case before"),
    ("Question", "in the case before"),
    ("Promised", "in the case before"),
    ("Promised by", "in the case before"),
    ("Due", "in the case before"),
];

pub const STEPS: &[Step] = &[
    Step {
        drives: &[(Command::Write, Some(Scope::Questions))],
        before: &[],
        keys: "8 g c ctrl-a delete '{0}' ctrl-s",
        commands: &["question reply FILE {question} --text {0}"],
        words: &[TEXTS],
    },
    Step {
        drives: &[(Command::MarkSent, None)],
        before: &["question edit FILE {question} --promise 'A briefing'"],
        keys: "8 g S ctrl-a '{0}' ctrl-s",
        commands: &["question sent FILE {question} --on {0}"],
        words: &[PAST],
    },
    Step {
        drives: &[(Command::MarkSent, None)],
        before: &["question edit FILE {question} --promise 'A briefing'", "question sent FILE {question}"],
        keys: "8 g S ctrl-a delete ctrl-s",
        commands: &["question sent FILE {question} --on ''"],
        words: &[],
    },
    Step {
        drives: &[(Command::Finish, Some(Scope::Questions))],
        before: &["question resolve FILE {question} --how 'Taken up'"],
        keys: "8 g x ctrl-a delete ctrl-s",
        commands: &["question resolve FILE {question} --how ''"],
        words: &[],
    },
    Step {
        drives: &[(Command::Remove, Some(Scope::Questions))],
        before: &[],
        keys: "8 g delete y",
        commands: &["question delete FILE {question}"],
        words: &[],
    },
];

#[test]
fn questions_are_the_same_both_ways() {
    same(CASES, STEPS);
}
