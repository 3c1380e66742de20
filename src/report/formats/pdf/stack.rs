//! Paragraphs and bullets, set one under the other in a column of some width:
//! the text of a page, of a cell and of a heading alike.

use std::collections::HashSet;

use super::super::fonts::{Face, Fonts};
use super::super::scene::Paint;
use super::page::{NodeId, Page, Role, Tree};
use super::text::{Look, SetLine, Span, extent, set};
use crate::report::document::{Align, Line, Run};

/// How the text of a stack looks.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Style {
    /// In points.
    pub size: f32,
    pub paint: Paint,
    /// All of it bold.
    pub strong: bool,
    /// All of it italic, unless bold.
    pub emphasis: bool,
    pub align: Align,
    /// Words such as `AC/S3` stay whole.
    pub whole: bool,
}

impl Style {
    /// Plain text to the left.
    pub const fn plain(size: f32, paint: Paint) -> Self {
        Self { size, paint, strong: false, emphasis: false, align: Align::Left, whole: false }
    }

    /// The same in bold.
    #[must_use]
    pub const fn bold(mut self) -> Self {
        self.strong = true;
        self
    }

    fn look(self, run: &Run) -> Look {
        let face = if self.strong || run.strong {
            Face::Bold
        } else if self.emphasis || run.emphasis {
            Face::Italic
        } else {
            Face::Regular
        };
        Look::new(face, self.size, if run.to.is_some() { Paint::NAVY } else { self.paint })
    }

    fn spans(self, line: &Line, known: &HashSet<&str>) -> Vec<Span> {
        let spans = line.runs.iter().map(|run| {
            let to = run.to.clone().filter(|to| known.contains(to.as_str()));
            let plain = Run { to: to.clone(), ..run.clone() };
            Span { text: run.text.clone(), look: self.look(&plain), to }
        });
        spans.collect()
    }
}

/// What a stack needs to be set.
#[derive(Clone, Copy)]
pub struct Setter<'a> {
    pub fonts: &'a Fonts,
    /// Anchors of the document; nothing leads to any other.
    pub known: &'a HashSet<&'a str>,
}

/// A line of a stack.
#[derive(Debug, Clone)]
pub struct StackLine {
    pub line: SetLine,
    /// The bullet before it.
    label: Option<SetLine>,
    label_x: f32,
    x: f32,
    /// From the top of the stack to the top of the line.
    pub top: f32,
    paragraph: usize,
}

/// Paragraphs, set.
#[derive(Debug, Clone)]
pub struct Stack {
    pub lines: Vec<StackLine>,
    pub height: f32,
    pub leading: f32,
    rise: f32,
    /// Depth of the bullet of each paragraph; 0 for none.
    bullets: Vec<u8>,
}

/// Nodes of a paragraph: of its bullet and of its text.
pub type Tags = Vec<(Option<NodeId>, NodeId)>;

impl Setter<'_> {
    /// Sets paragraphs in a column of `width` points.
    pub fn stack(&self, lines: &[Line], style: Style, width: f32) -> Stack {
        let look = Look::new(Face::Regular, style.size, style.paint);
        let (leading, rise) = (look.leading(), look.rise());
        let mut stack = Stack { lines: Vec::new(), height: 0.0, leading, rise, bullets: Vec::new() };
        for (paragraph, line) in lines.iter().enumerate() {
            let depth = f32::from(line.bullet.min(4));
            let step = style.size * 1.15;
            let indent = (depth * step).min(width * 0.6);
            if paragraph > 0 {
                stack.height += if line.bullet > 0 { style.size * 0.22 } else { style.size * 0.55 };
            }
            let spans = style.spans(line, self.known);
            for (at, set) in set(&spans, width - indent, style.whole, self.fonts).into_iter().enumerate() {
                let spare = (width - indent - set.width).max(0.0);
                let shift = match style.align {
                    Align::Left => 0.0,
                    Align::Centre => spare / 2.0,
                    Align::Right => spare,
                };
                let label = (line.bullet > 0 && at == 0).then(|| self.bullet(line.bullet, look));
                stack.lines.push(StackLine {
                    line: set,
                    label: label.flatten(),
                    label_x: (indent - step * 0.75).max(0.0),
                    x: indent + shift,
                    top: stack.height,
                    paragraph,
                });
                stack.height += leading;
            }
            stack.bullets.push(line.bullet);
        }
        stack
    }

    /// One paragraph of plain letters.
    pub fn plain(&self, text: &str, style: Style, width: f32) -> Stack {
        self.stack(&[Line::plain(text)], style, width)
    }

    /// Widest part that is not broken willingly, and width in one line, of the widest paragraph.
    pub fn extent(&self, lines: &[Line], style: Style) -> (f32, f32) {
        lines.iter().fold((0.0, 0.0), |(least, most), line| {
            let (widest, all) = extent(&style.spans(line, self.known), style.whole, self.fonts);
            let indent = f32::from(line.bullet.min(4)) * style.size * 1.15;
            (f32::max(least, widest + indent), f32::max(most, all + indent))
        })
    }

    fn bullet(&self, depth: u8, look: Look) -> Option<SetLine> {
        let sign = if depth > 1 { "–" } else { "•" };
        set(&[Span::new(format!("{sign} "), look)], look.size * 2.0, true, self.fonts).into_iter().next()
    }
}

impl Stack {
    /// Adds the nodes of its paragraphs under a node. A lone paragraph of a cell is the cell itself.
    pub fn tag(&self, under: NodeId, alone: bool, tree: &mut Tree) -> Tags {
        if alone && self.bullets.as_slice() == [0] {
            return vec![(None, under)];
        }
        let mut tags = Vec::with_capacity(self.bullets.len());
        // The open lists, outermost first: depth, list, body of its last item.
        let mut open: Vec<(u8, NodeId, NodeId)> = Vec::new();
        for depth in self.bullets.iter().copied() {
            open.retain(|(other, ..)| *other <= depth && depth > 0);
            if depth == 0 {
                tags.push((None, tree.node(under, Role::Paragraph)));
                continue;
            }
            let list = match open.last() {
                Some((other, list, _)) if *other == depth => *list,
                Some((.., body)) => tree.node(*body, Role::List),
                None => tree.node(under, Role::List),
            };
            let item = tree.node(list, Role::Item);
            let label = tree.node(item, Role::Label);
            let body = tree.node(item, Role::Body);
            open.retain(|(other, ..)| *other != depth);
            open.push((depth, list, body));
            tags.push((Some(label), body));
        }
        tags
    }

    /// Where line `from` begins, or the end.
    pub fn top_of(&self, from: usize) -> f32 {
        self.lines.get(from).map_or(self.height, |line| line.top)
    }

    /// How many lines from `from` on fit into `room` points.
    pub fn fitting(&self, from: usize, room: f32) -> usize {
        let top = self.top_of(from);
        let rest = self.lines.iter().skip(from);
        rest.take_while(|line| line.top + self.leading - top <= room + 0.05).count()
    }

    /// Height of `count` lines from `from` on.
    pub fn height_of(&self, from: usize, count: usize) -> f32 {
        match (count.checked_sub(1)).and_then(|last| self.lines.get(from + last)) {
            Some(last) => last.top + self.leading - self.top_of(from),
            None => 0.0,
        }
    }

    /// Puts `count` lines from `from` on at a place; without tags they belong to the page.
    pub fn put(
        &self,
        (from, count): (usize, usize),
        (x, y): (f32, f32),
        page: &mut Page,
        tags: Option<&Tags>,
        tree: &mut Tree,
    ) {
        let top = self.top_of(from);
        for line in self.lines.iter().skip(from).take(count) {
            let base = y + line.top - top + self.rise;
            let (label, body) = match tags.and_then(|tags| tags.get(line.paragraph)) {
                Some((label, body)) => (*label, Some(*body)),
                None => (None, None),
            };
            if let Some(sign) = &line.label {
                page.line(sign, x + line.label_x, base, label, tree);
            }
            page.line(&line.line, x + line.x, base, body, tree);
        }
    }
}
