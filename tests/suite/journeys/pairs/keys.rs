//! Which command does what each key that changes something does: no change that one of them learns is
//! forgotten by the other.

use std::collections::BTreeSet;

use quarterdeck::cli::command_line;
use quarterdeck::input::{Changes, Command, Scope, TABLE};

use super::{cases, path, steps};

/// The form that a key opens, by the command that does the same, on all screens that have the key or on
/// one; or, in front, `job` where both start the same job, or `alone` and why no command does it. What is
/// done without a form stands in a list of steps, each with the keys that it drives.
const KEYS: &[(Command, Option<Scope>, &str)] = &[
    (Command::Insert, None, "alone the words go into the editor, and saving that is writing"),
    (Command::AddAction, None, "action add"),
    (Command::EditAction, None, "action edit"),
    (Command::CloseAction, None, "action close"),
    (Command::Skip, None, "set"),
    (Command::Override, None, "set"),
    (Command::EditFigures, None, "set"),
    (Command::AddIndicator, None, "indicator add"),
    (Command::EditIndicator, None, "indicator edit"),
    (Command::RetireIndicator, None, "indicator retire"),
    (Command::SetOwner, None, "indicator edit"),
    (Command::Themes, None, "theme add"),
    (Command::Settings, None, "settings"),
    (Command::AddLine, None, "budget add"),
    (Command::EditLine, None, "budget edit"),
    (Command::BreakSeries, None, "indicator break"),
    (Command::NextTarget, None, "indicator next-target"),
    (Command::SignOff, None, "indicator sign-off"),
    (Command::Edit, Some(Scope::Delivery), "commitment rate"),
    (Command::Edit, Some(Scope::Commitment), "commitment milestone"),
    (Command::Edit, Some(Scope::Narrative), "narrative edit"),
    (Command::Edit, Some(Scope::Questions), "question edit"),
    (Command::AddPart, Some(Scope::Delivery), "commitment milestone"),
    (Command::AddPart, Some(Scope::Commitment), "commitment milestone"),
    (Command::Add, Some(Scope::Narrative), "narrative add"),
    (Command::Add, Some(Scope::Questions), "question add"),
    (Command::AskAbout, None, "question add"),
    (Command::Finish, Some(Scope::Commitment), "commitment milestone"),
    (Command::Finish, Some(Scope::Questions), "question resolve"),
    (Command::Add, Some(Scope::Delivery), "commitment add"),
    (Command::AddOther, Some(Scope::Questions), "question meeting"),
    (Command::EditOther, Some(Scope::Delivery), "commitment edit"),
    (Command::EditOther, Some(Scope::Commitment), "commitment edit"),
    (Command::EditOther, Some(Scope::Questions), "question meeting"),
    (Command::Promise, None, "question edit"),
    (Command::EditRisk, None, "risk edit"),
    (Command::AddRisk, None, "risk add"),
    (Command::Controls, None, "risk control"),
    (Command::CloseRisk, None, "risk close"),
    (Command::Import, None, "job import"),
    (Command::Save, Some(Scope::Import), "job import"),
    (Command::FillDown, None, "alone it shows what it would put in, and Enter puts that in"),
    (Command::ClearCell, Some(Scope::Indicators), "alone it shows what it would empty"),
    (Command::ClearCell, Some(Scope::Budget), "alone it shows what it would empty"),
    (
        Command::Accept,
        Some(Scope::Pasting),
        "alone many cells at once; import does it from a file, set one by one",
    ),
    (Command::Publish, None, "job publish"),
    (Command::SendForms, None, "job returns send"),
    (Command::SendAll, None, "job returns send"),
    (Command::CollectForms, None, "job returns collect"),
    (Command::Save, Some(Scope::Collect), "job returns collect"),
];

/// Commands that no key does, and why.
const COMMANDS: &[(&str, &str)] = &[
    ("budget bring-back", "the key that retires a line brings it back"),
    ("indicator bring-back", "the key that retires an indicator brings it back"),
    ("risk reopen", "the key that closes a risk opens it again"),
    ("budget saving", "the keys of a line, in the view of savings"),
    ("backup", "writes another file; `backup` in the palette"),
    ("backup list", "reads"),
    ("check", "reads, but for what its keys decide"),
    ("chart", "reads, but for the marks that its keys make"),
    ("compare", "reads"),
    ("completions", "prints a script"),
    ("man", "prints a page"),
    ("demo", "makes a workbook"),
    ("drafts", "reads and throws away what no workbook has"),
    ("generate", "makes a workbook"),
    ("theme list", "reads"),
    ("group list", "reads"),
    ("organisation list", "reads"),
    ("keys", "reads"),
    ("list *", "reads"),
    ("mapping *", "how files are read; the import screen keeps it with the import"),
    ("narrative insert", "F7 while writing puts the sentences in, and they are saved with the text"),
    ("overview", "reads"),
    ("new", "makes a workbook, as the first screen does"),
    ("recover", "makes a workbook out of a damaged one"),
    ("report", "reads; writes a document"),
    ("restore", "puts a copy in place of a workbook, as the list of backups does"),
    ("returns list", "reads"),
    ("show", "reads"),
    ("verify", "reads"),
    ("verify-report", "reads"),
];

fn leaves(command: &clap::Command, path: &str, all: &mut BTreeSet<String>) {
    for sub in command.get_subcommands().filter(|sub| sub.get_name() != "help") {
        let path = format!("{path} {}", sub.get_name()).trim().to_owned();
        if sub.get_subcommands().next().is_none() {
            all.insert(path.clone());
        } else if !sub.is_subcommand_required_set() {
            all.insert(path.clone());
            leaves(sub, &path, all);
        } else {
            leaves(sub, &path, all);
        }
    }
}

#[test]
fn every_key_that_changes_something_has_its_command_and_every_command_its_key() {
    let cases: BTreeSet<String> = cases().map(|case| path(case.command)).collect();
    let mut known = BTreeSet::new();
    leaves(&command_line(), "", &mut known);
    let mut done = cases.clone();
    done.extend(
        steps()
            .flat_map(|step| step.commands)
            .map(|line| line.split_once(" FILE").map_or(*line, |(path, _)| path).to_owned()),
    );
    let mut used = BTreeSet::new();
    for row in TABLE.iter().filter(|row| row.changes != Changes::Nothing) {
        for scope in row.scopes {
            let find = |scope: Option<Scope>| {
                KEYS.iter().position(|(command, own, _)| *command == row.command && *own == scope)
            };
            let driven =
                |scope: Option<Scope>| steps().any(|step| step.drives.contains(&(row.command, scope)));
            let at = find(Some(*scope)).or_else(|| find(None));
            let Some(at) = at else {
                let driven = driven(Some(*scope)) || driven(None);
                assert!(driven, "{:?} of {scope:?} stands in no list", row.command);
                continue;
            };
            used.insert(at);
            let told = KEYS[at].2;
            let (how, command) = told.split_once(' ').unwrap_or((told, ""));
            match how {
                "alone" => {}
                "job" => {
                    assert!(known.contains(command), "{command} is no command");
                    done.insert(command.to_owned());
                }
                _ => assert!(cases.contains(told), "{told} is no case"),
            }
        }
    }
    let idle: Vec<_> = (0..KEYS.len()).filter(|at| !used.contains(at)).map(|at| KEYS[at]).collect();
    assert!(idle.is_empty(), "no key: {idle:?}");
    for command in &known {
        let family = command.split_once(' ').map(|(first, _)| format!("{first} *"));
        let excused = COMMANDS.iter().any(|(one, _)| one == command || Some(*one) == family.as_deref());
        assert!(done.contains(command) || excused, "{command} stands in no list");
    }
    for (command, _) in COMMANDS {
        let there = known.iter().any(|one| one == command || one.starts_with(command.trim_end_matches('*')));
        assert!(there, "{command} is no command");
    }
}
