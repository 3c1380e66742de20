//! Pages with what stands on them, and the tree that says what it is.
//!
//! Layout fills these; drawing reads them. Between the two, page numbers are
//! known, so that the contents can be told.

use super::super::scene::{Mark, Paint, Scene};
use super::text::{Piece, SetLine};

/// Sizes of a sheet of A4, in points.
pub const A4: (f32, f32) = (595.28, 841.89);
/// Left and right of what is printed.
pub const MARGIN: f32 = 54.0;
/// Above it.
pub const TOP: f32 = 54.0;
/// Below it; the footer stands in there.
pub const BOTTOM: f32 = 60.0;

/// A node of the tree.
pub type NodeId = usize;
/// Where the mark of something drawn goes into the tree.
pub type SlotId = usize;

/// What a node is to a reader.
#[derive(Debug, Clone, PartialEq)]
pub enum Role {
    Title(String),
    Heading(u8, String),
    Paragraph,
    List,
    Item,
    Label,
    Body,
    Contents,
    ContentsItem,
    Reference,
    Link,
    Division,
    /// With a summary.
    Table(String),
    Caption,
    Head,
    Rows,
    Row,
    /// Heading of columns, this many.
    ColumnHeading(u16),
    RowHeading,
    Cell,
    /// With words for those who do not see it.
    Figure(String),
}

/// What a node holds, in reading order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Child {
    Node(NodeId),
    Slot(SlotId),
}

/// A node.
#[derive(Debug, Clone, PartialEq)]
pub struct Node {
    pub role: Role,
    pub children: Vec<Child>,
}

/// What the document consists of, as readers that speak it are told.
#[derive(Debug, Default)]
pub struct Tree {
    pub nodes: Vec<Node>,
    pub roots: Vec<NodeId>,
    pub slots: usize,
}

impl Tree {
    /// Adds a node at the top.
    pub fn root(&mut self, role: Role) -> NodeId {
        let id = self.add(role);
        self.roots.push(id);
        id
    }

    /// Adds a node under another.
    pub fn node(&mut self, under: NodeId, role: Role) -> NodeId {
        let id = self.add(role);
        self.hold(under, Child::Node(id));
        id
    }

    /// Adds a place for something drawn.
    pub fn slot(&mut self, under: NodeId) -> SlotId {
        let id = self.slots;
        self.slots += 1;
        self.hold(under, Child::Slot(id));
        id
    }

    fn add(&mut self, role: Role) -> NodeId {
        self.nodes.push(Node { role, children: Vec::new() });
        self.nodes.len() - 1
    }

    fn hold(&mut self, under: NodeId, child: Child) {
        if let Some(node) = self.nodes.get_mut(under) {
            node.children.push(child);
        }
    }
}

/// Something on a page.
#[derive(Debug, Clone)]
pub enum Item {
    /// Letters; without a slot they are of the page, not of the text.
    Letters { x: f32, y: f32, piece: Piece, slot: Option<SlotId> },
    /// Letters that lead to an anchor: the slot of the link and that of the letters.
    Link { x: f32, y: f32, piece: Piece, link: SlotId, slot: SlotId },
    /// A rule, a frame, a tint.
    Shape(Mark),
    /// A chart.
    Figure { x: f32, y: f32, scene: Scene, slot: SlotId },
}

/// A page.
#[derive(Debug, Clone, Default)]
pub struct Page {
    pub landscape: bool,
    pub items: Vec<Item>,
}

impl Page {
    /// Width and height, in points.
    pub fn size(&self) -> (f32, f32) {
        if self.landscape { (A4.1, A4.0) } else { A4 }
    }

    /// Width of what is printed.
    pub fn breadth(&self) -> f32 {
        self.size().0 - 2.0 * MARGIN
    }

    /// Where the last line may end.
    pub fn bottom(&self) -> f32 {
        self.size().1 - BOTTOM
    }

    /// Puts a line with its baseline at `y`. Under a node it is text; without one it belongs to the page.
    pub fn line(&mut self, line: &SetLine, x: f32, y: f32, under: Option<NodeId>, tree: &mut Tree) {
        for piece in &line.pieces {
            let x = x + piece.x;
            let piece = piece.clone();
            if under.is_some() && piece.to.is_some() && piece.look.paint == Paint::NAVY {
                let end = piece.text.trim_end_matches(' ').len();
                let blank = piece.glyphs.iter().filter(|glyph| glyph.bytes.start >= end);
                let blank: f32 = blank.map(|glyph| glyph.advance * piece.look.size).sum();
                self.rule(x, y + 1.4, piece.width - blank, Paint::NAVY, 0.5);
            }
            self.items.push(match under {
                None => Item::Letters { x, y, piece, slot: None },
                Some(node) if piece.to.is_some() => {
                    let node = tree.node(node, Role::Link);
                    let link = tree.slot(node);
                    Item::Link { x, y, link, slot: tree.slot(node), piece }
                }
                Some(node) => Item::Letters { x, y, piece, slot: Some(tree.slot(node)) },
            });
        }
    }

    /// A line across.
    pub fn rule(&mut self, x: f32, y: f32, width: f32, paint: Paint, thick: f32) {
        let points = vec![(x, y), (x + width, y)];
        self.items.push(Item::Shape(Mark::Line { points, paint, thick, dashed: false }));
    }

    /// A filled box.
    pub fn fill(&mut self, x: f32, y: f32, width: f32, height: f32, fill: Paint) {
        self.items.push(Item::Shape(Mark::Box { x, y, width, height, fill }));
    }
}
