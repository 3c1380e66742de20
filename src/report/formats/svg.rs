//! Charts as scalable drawings for the HTML page: what every other format draws, with letters that
//! stay text. The whole is told in words beside it.

use std::fmt::Write as _;

use super::fonts::{Face, Fonts};
use super::html::escape;
use super::scene::{Anchor, Mark, Paint, Scene};
use crate::report::document::Chart;

/// As wide as the page's text is, in points; on screen it takes the room there is.
const WIDTH: f32 = 500.0;

/// The drawing of a chart.
pub(super) fn draw(chart: &Chart, id: &str, fonts: &Fonts) -> String {
    let scene = Scene::draw(chart, WIDTH, fonts);
    let mut body = String::new();
    for mark in &scene.marks {
        // Writing to a string cannot fail.
        let _ = put(&mut body, mark);
    }
    format!(
        "<svg role=\"img\" aria-labelledby=\"{id}-t {id}-d\" viewBox=\"0 0 {} {}\" \
         xmlns=\"http://www.w3.org/2000/svg\"><title id=\"{id}-t\">{}</title><desc id=\"{id}-d\">{}</desc>{body}</svg>",
        scene.width,
        scene.height.ceil(),
        escape(&chart.caption),
        escape(&chart.alt),
    )
}

fn put(out: &mut String, mark: &Mark) -> std::fmt::Result {
    match mark {
        Mark::Box { x, y, width, height, fill } => write!(
            out,
            "<rect x=\"{x:.1}\" y=\"{y:.1}\" width=\"{width:.1}\" height=\"{height:.1}\" fill=\"{}\"/>",
            colour(*fill)
        ),
        Mark::Frame { x, y, width, height, paint, thick } => write!(
            out,
            "<rect x=\"{x:.1}\" y=\"{y:.1}\" width=\"{width:.1}\" height=\"{height:.1}\" fill=\"none\" \
             stroke=\"{}\" stroke-width=\"{thick}\"/>",
            colour(*paint)
        ),
        Mark::Line { points, paint, thick, dashed } => write!(
            out,
            "<polyline points=\"{}\" fill=\"none\" stroke=\"{}\" stroke-width=\"{thick}\"{}/>",
            list(points),
            colour(*paint),
            if *dashed { " stroke-dasharray=\"4 2.5\"" } else { "" }
        ),
        Mark::Area { points, fill } => {
            write!(out, "<polygon points=\"{}\" fill=\"{}\"/>", list(points), colour(*fill))
        }
        Mark::Text { x, y, text, size, face, paint, anchor } => write!(
            out,
            "<text x=\"{x:.1}\" y=\"{y:.1}\" font-size=\"{size}\"{}{} fill=\"{}\">{}</text>",
            match face {
                Face::Regular => "",
                Face::Bold => " font-weight=\"bold\"",
                Face::Italic => " font-style=\"italic\"",
            },
            match anchor {
                Anchor::Start => "",
                Anchor::Middle => " text-anchor=\"middle\"",
                Anchor::End => " text-anchor=\"end\"",
            },
            colour(*paint),
            escape(text)
        ),
    }
}

fn colour(paint: Paint) -> String {
    format!("#{}", paint.code())
}

fn list(points: &[(f32, f32)]) -> String {
    let pairs: Vec<String> = points.iter().map(|(x, y)| format!("{x:.1},{y:.1}")).collect();
    pairs.join(" ")
}
