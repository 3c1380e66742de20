//! Whatever the figures, what is drawn is in its place.

#[cfg(test)]
use super::*;
use crate::domain::Unit;
use crate::domain::money::{MoneyUnit, Pence};
use crate::report::document::{Bar, HeatBand, HeatCell, HeatMap, Month, Months, Part, Point, Trend};

fn chart(data: ChartData) -> Chart {
    Chart { code: "c".into(), caption: "C".into(), alt: "C".into(), data, anchor: None }
}

/// Everything drawn is in its place: a number, and on the plane.
fn check(data: ChartData, width: f32) -> Scene {
    let fonts = Fonts::new(Edition::Current).unwrap();
    let scene = Scene::draw(&chart(data), width, &fonts);
    assert!(scene.height.is_finite() && scene.height > 0.0 && scene.height < 3_000.0, "{}", scene.height);
    let mut points = Vec::new();
    for mark in &scene.marks {
        match mark {
            Mark::Box { x, y, width, height, .. } | Mark::Frame { x, y, width, height, .. } => {
                points.extend([(*x, *y), (x + width, y + height)]);
            }
            Mark::Line { points: line, .. } | Mark::Area { points: line, .. } => points.extend(line),
            Mark::Text { x, y, text, size, face, anchor, .. } => {
                let width = fonts.width(*face, *size, text);
                let left = match anchor {
                    Anchor::Start => 0.0,
                    Anchor::Middle => width / 2.0,
                    Anchor::End => width,
                };
                points.extend([(x - left, y - size * 0.7), (x - left + width, *y)]);
            }
        }
    }
    for (x, y) in points {
        assert!((-1.0..=width + 1.0).contains(&x), "{x} is not on a plane {width} wide");
        assert!((-1.0..=scene.height + 1.0).contains(&y), "{y} is not on a plane {} high", scene.height);
    }
    scene
}

fn trend(values: &[Option<f64>], target: Option<f64>) -> ChartData {
    let point = |value: &Option<f64>| Point {
        label: "Q1 2015/16".into(),
        value: *value,
        target,
        rating: Rating::Red,
        illustrative: true,
        remarks: Vec::new(),
        broken: String::new(),
    };
    let points = values.iter().map(point).collect();
    ChartData::Trend(Trend { unit: Unit::Percent, decimals: 1, points })
}

#[test]
fn trends_of_any_figures_stay_on_their_plane() {
    for values in [
        vec![],
        vec![None],
        vec![Some(0.0)],
        vec![Some(59.52), None, Some(58.0)],
        vec![Some(-5.0), Some(1e12)],
        vec![Some(f64::NAN), Some(1.0)],
        vec![Some(5.84); 40],
    ] {
        check(trend(&values, Some(60.0)), 487.0);
        check(trend(&values, None), 300.0);
    }
}

/// Its words, and its axis.
fn words(scene: &Scene) -> Vec<&str> {
    let texts = scene.marks.iter().filter_map(|mark| match mark {
        Mark::Text { text, .. } => Some(text.as_str()),
        _ => None,
    });
    texts.collect()
}

#[test]
fn an_axis_that_leaves_nought_out_says_so() {
    for (values, said) in [
        (vec![Some(91.0), Some(88.0)], Some("axis from 88%, not from 0")),
        (vec![Some(28.0), Some(31.0)], Some("axis from 28%, not from 0")),
        (vec![Some(-91.0), Some(-88.0)], Some("axis up to -88%, not to 0")),
        (vec![Some(10.0), Some(31.0)], None),
        (vec![Some(-3.0), Some(5.0)], None),
        (vec![Some(0.0)], None),
    ] {
        let scene = check(trend(&values, None), 487.0);
        let found = words(&scene).into_iter().find(|text| text.starts_with("axis"));
        assert_eq!(found, said, "{values:?}");
        let at_nought = words(&scene).iter().any(|text| ["0%", "0.0%"].contains(text));
        assert_eq!(at_nought, said.is_none(), "{values:?}: {:?}", words(&scene));
    }
}

#[test]
fn a_target_of_one_period_is_drawn() {
    let ChartData::Trend(mut data) = trend(&[Some(50.0), Some(55.0)], None) else { return };
    data.points[1].target = Some(60.0);
    let scene = check(ChartData::Trend(data), 487.0);
    let dashes = scene.marks.iter().filter(|mark| matches!(mark, Mark::Line { dashed: true, .. }));
    assert_eq!(dashes.count(), 2, "in the plot and in the key");
}

#[test]
fn bars_fill_their_width_and_name_their_parts() {
    let part =
        |rating: Rating, count| Part { label: rating.title().into(), rating, count, remarks: Vec::new() };
    let parts = vec![
        part(Rating::Green, 7),
        part(Rating::RedAmber, 1),
        part(Rating::Red, 900),
        part(Rating::Amber, 0),
    ];
    let bars = vec![
        Bar { label: "Performance indicators of every kind that there is in the service".into(), parts },
        Bar { label: "None".into(), parts: Vec::new() },
    ];
    let scene = check(ChartData::Bars(bars), 487.0);
    let texts: Vec<&str> = scene
        .marks
        .iter()
        .filter_map(|mark| match mark {
            Mark::Text { text, .. } => Some(text.as_str()),
            _ => None,
        })
        .collect();
    assert!(
        texts.contains(&"RA Red Amber") && !texts.iter().any(|text| text.starts_with("A Amber")),
        "{texts:?}"
    );
    check(ChartData::Bars(Vec::new()), 487.0);
}

#[test]
fn months_stand_on_nought() {
    let month = |figure: Option<Pence>| Month {
        label: "Apr".into(),
        budget: figure,
        actual: figure,
        forecast: None,
        illustrative: false,
    };
    for figures in
        [vec![None], vec![Some(-5_000_000), Some(7_000_000)], vec![Some(i64::MAX / 4)], vec![Some(0)]]
    {
        let months = figures.into_iter().map(month).collect();
        check(ChartData::Months(Months { unit: MoneyUnit::Thousands, months, illustrative: true }), 487.0);
    }
}

#[test]
fn heat_maps_of_any_size_stay_on_their_plane() {
    for size in [0, 1, 5, 7] {
        let cell = HeatCell { count: 3, letters: "MH".into(), rating: Rating::RedAmber, remarks: Vec::new() };
        let map = HeatMap {
            impact_title: "Impact".into(),
            probability_title: "Probability".into(),
            impacts: vec!["5 Catastrophic beyond all telling".into(); size],
            probabilities: vec!["5 Almost certain".into(); size],
            cells: vec![vec![cell; size]; size],
            bands: vec![
                HeatBand {
                    name: "Medium high".into(),
                    letters: "MH".into(),
                    rating: Rating::RedAmber
                };
                9
            ],
        };
        check(ChartData::HeatMap(map), 487.0);
    }
}

#[test]
fn colours_are_read_and_written() {
    assert_eq!(Paint::hex("#b3261e"), Paint(0xb3, 0x26, 0x1e));
    assert_eq!(Paint::hex("é"), Paint::BLACK);
    assert_eq!(Paint(1, 2, 3).code(), "010203");
    assert_eq!(Paint(1, 2, 3).number(), 0x01_02_03);
}
