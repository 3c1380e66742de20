//! What a meeting and a question say.

use super::{day, described, line, text};
use crate::domain::Tense;
use crate::workbook::{Meeting, Question, ValueField};

described! {
    Meeting besides id, revision {
        name: line("Meeting").required().names().help("Adults and Safeguarding Committee.");
        held_on: day("Held on", Tense::Past).flag("held-on");
        report: line("Considered").help("The report it considered, as its minutes call it.");
        resolution: text("Resolved", 3).help("What was resolved.");
        source: line("Source").help("Where its minutes are.");
    }
}

described! {
    Question besides id, revision, meeting_id, position {
        asker: line("Asked by").takes("ROLE")
            .help("A role: a member, the Chair, Healthwatch. Empty where the minutes do not say.");
        page: line("Page").help("Page of the report, as cited.");
        cited: line("Cites").flag("cites").help("What was asked about, as cited: AC/C7, second paragraph …");
        question: text("Question", 4).required();
        reply: text("Reply", 3).help("What was answered at the meeting, if anything.");
        promise: text("Promised", 2)
            .help("What is still owed: further details, a briefing … Empty where nothing is.");
        promise_owner: line("Promised by").flag("owner").takes("ROLE").completing(ValueField::Owner)
            .help("The role that is to keep the promise.");
        promise_due: day("Due", Tense::Future).flag("due");
        promise_sent: day("Sent on", Tense::Past).by_hand();
        resolution: text("It ended", 3).by_hand()
            .help("Noted, no longer reported, taken up elsewhere … Empty opens it again.");
    }
}
