//! The tree of what the document consists of, in the words of PDF.

use std::num::NonZeroU16;

use krilla::tagging::{ListNumbering, Node as Part, TableHeaderScope, Tag, TagGroup, TagKind, TagTree};

use super::draw::{Drawn, columns};
use super::page::{Child, NodeId, Role, Tree};

/// Tells the tree, with what was drawn in its places.
pub fn tree(tree: &Tree, drawn: &Drawn, language: &str) -> TagTree {
    let mut told = TagTree::new().with_lang(Some(language.to_owned()));
    for root in &tree.roots {
        told.push(group(*root, tree, drawn));
    }
    told
}

fn group(id: NodeId, tree: &Tree, drawn: &Drawn) -> TagGroup {
    let Some(node) = tree.nodes.get(id) else { return TagGroup::new(Tag::NonStruct) };
    let slots = || {
        node.children.iter().filter_map(|child| match child {
            Child::Slot(slot) => Some(slot),
            Child::Node(_) => None,
        })
    };
    // A link that leads nowhere is no link.
    let dead = node.role == Role::Link && slots().any(|slot| !drawn.marks.contains_key(slot));
    let kind = if dead { Tag::Span.into() } else { kind(&node.role) };
    let kind = match (kind, slots().find_map(|slot| drawn.boxes.get(slot))) {
        (TagKind::Figure(tag), Some(bounds)) => tag.with_bbox(Some(*bounds)).into(),
        (kind, _) => kind,
    };
    let mut told = TagGroup::new(kind);
    for child in &node.children {
        match child {
            Child::Node(child) => told.push(group(*child, tree, drawn)),
            Child::Slot(slot) => {
                if let Some(mark) = drawn.marks.get(slot) {
                    told.push(Part::Leaf(*mark));
                }
            }
        }
    }
    told
}

fn kind(role: &Role) -> TagKind {
    match role {
        Role::Title(title) => heading(1, title),
        Role::Heading(level, title) => heading(*level, title),
        Role::Paragraph => Tag::P.into(),
        Role::List => Tag::L(ListNumbering::Disc).into(),
        Role::Item => Tag::LI.into(),
        Role::Label => Tag::Lbl.into(),
        Role::Body => Tag::LBody.into(),
        Role::Contents => Tag::TOC.into(),
        Role::ContentsItem => Tag::TOCI.into(),
        Role::Reference => Tag::Reference.into(),
        Role::Link => Tag::Link.into(),
        Role::Division => Tag::Div.into(),
        Role::Table(summary) => {
            Tag::Table.with_summary(Some(summary.clone()).filter(|summary| !summary.is_empty())).into()
        }
        Role::Caption => Tag::Caption.into(),
        Role::Head => Tag::THead.into(),
        Role::Rows => Tag::TBody.into(),
        Role::Row => Tag::TR.into(),
        Role::ColumnHeading(span) => Tag::TH(TableHeaderScope::Column).with_col_span(columns(*span)).into(),
        Role::RowHeading => Tag::TH(TableHeaderScope::Row).into(),
        Role::Cell => Tag::TD.into(),
        Role::Figure(alt) => Tag::Figure(Some(alt.clone())).into(),
    }
}

fn heading(level: u8, title: &str) -> TagKind {
    let level = NonZeroU16::new(u16::from(level)).unwrap_or(NonZeroU16::MIN);
    // Readers that list headings need a name even for an empty one.
    let title = if title.is_empty() { "Untitled" } else { title };
    Tag::Hn(level, Some(title.to_owned())).into()
}
