//! Themes: added, and renamed, placed, put under another or removed.

use super::{Form, FormField, Keep, described};
use crate::screens::{Context, Screen};
use crate::workbook::steps::themes::{Filed, Refile, add_theme as add, edit_theme as edit, remove_theme};
use crate::workbook::{OrganisationsRoom, Theme, Themes, ValueField};

const TOP: &str = "none: it is at the top";

fn known<'a>(context: &Context<'a>) -> Themes<'a> {
    Themes(context.session.opening.as_ref().map_or(&[], |opening| &opening.themes))
}

/// The themes at the top, one of which another can come under; the stored text is the name.
fn above(themes: Themes, but: Option<&Theme>, now: &str) -> FormField {
    let mut options = vec![(String::new(), TOP.to_owned())];
    let tops = themes.under(None).filter(|one| but.is_none_or(|but| but.id != one.id));
    options.extend(tops.map(|one| (one.name.clone(), one.name.clone())));
    FormField::choice("under", "Under", options, now)
}

/// A new theme.
pub fn add_theme(context: &Context) -> Box<dyn Screen> {
    let mut fields = described(&Theme::default());
    fields.push(above(known(context), None, "").help("The theme that an objective belongs to."));
    let keep = Keep { subject: "new theme".to_owned(), indicator: 0, reference: "a new theme".to_owned() };
    let form = Form::new("New theme", fields, |values, context| {
        add(known(context), values.get("name"), Some(values.get("under"))).map_err(|why| vec![("name", why)])
    })
    .again(add_theme)
    .kept(keep, context);
    Box::new(form)
}

/// A theme there is. Removing it is a choice, beside where its indicators go.
pub fn edit_theme(theme: &Theme, room: &OrganisationsRoom) -> Box<dyn Screen> {
    let themes = Themes(&room.themes);
    let now = theme.parent_id.and_then(|id| themes.of(id)).map_or("", |above| above.name.as_str());
    let place = themes.under(theme.parent_id).position(|one| one.id == theme.id).map_or(1, |at| at + 1);
    let filed = Filed { themes, indicators: &room.indicator_themes };
    let intro = match filed.within(theme.id).count() {
        0 => "No indicator is filed under it.".to_owned(),
        1 => "1 indicator is filed under it.".to_owned(),
        many => format!("{many} indicators are filed under it."),
    };
    let removing = [
        ("", "it stays"),
        ("unfile", "remove it; its indicators have no theme then"),
        ("move", "remove it; its indicators go to the theme below"),
    ]
    .map(|(code, title)| (code.to_owned(), title.to_owned()))
    .to_vec();
    let mut fields = described(theme);
    fields.extend([
        above(themes, Some(theme), now),
        FormField::line("place", "Place", &place.to_string())
            .required()
            .help("Among those under the same theme, from 1."),
        FormField::choice("remove", "Remove", removing, "").help("What is under it goes with it."),
        FormField::line("to", "Indicators to", "")
            .completing(ValueField::Theme)
            .help("The theme that takes the indicators of one that is removed."),
    ]);
    let title = format!("Theme {}", themes.path(theme));
    let (theme, room) = (theme.clone(), room.clone());
    let form = Form::new(title, fields, move |values, context| {
        let filed = Filed { themes: Themes(&room.themes), indicators: &room.indicator_themes };
        match values.get("remove") {
            "" => edit(filed.themes, &theme, &values.changed(), &context.session.when()),
            "unfile" => remove_theme(filed, &theme, Refile::Unfiled).map_err(|why| vec![("remove", why)]),
            _ if values.get("to").trim().is_empty() => {
                Err(vec![("to", "name the theme that takes its indicators".to_owned())])
            }
            _ => remove_theme(filed, &theme, Refile::To(values.get("to"))).map_err(|why| vec![("to", why)]),
        }
    });
    Box::new(form.intro(vec![intro]).editing(true))
}
