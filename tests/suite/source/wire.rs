//! What goes over the wire comes out as it went in, and nothing else comes out.

use chrono::NaiveDate;
use proptest::prelude::*;
use quarterdeck::source::wire::{Decoder, Encoder, WireError};
use quarterdeck::source::{Area, Cell, Event, Extras, Number, NumberFormat, Problem, Row, Shade, Sheet};

pub fn encoded(events: &[Event]) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut encoder = Encoder::new(&mut bytes);
    for event in events {
        encoder.event(event).unwrap();
    }
    // Rows wait for what comes after them.
    encoder.event(&Event::Done).unwrap();
    bytes
}

/// Events until the end or the first error.
fn decoded(bytes: &[u8]) -> (Vec<Event>, Option<WireError>) {
    let mut decoder = Decoder::new(bytes);
    let mut events = Vec::new();
    loop {
        match decoder.event() {
            Ok(Some(event)) => events.push(event),
            Ok(None) => return (events, None),
            Err(error) => return (events, Some(error)),
        }
    }
}

fn cell() -> impl Strategy<Value = Cell> {
    let shown =
        prop_oneof![Just(NumberFormat::Plain), Just(NumberFormat::Percent), Just(NumberFormat::Pounds)];
    let number = (
        any::<f64>().prop_filter("finite", |value| value.is_finite()),
        shown,
        proptest::option::of(0..=15_u8),
    );
    prop_oneof![
        Just(Cell::Empty),
        ".{1,20}".prop_map(Cell::Text),
        number.prop_map(|(value, shown, decimals)| Cell::Number(Number { value, shown, decimals })),
        (-100_000..4_000_000)
            .prop_map(|days| Cell::Date(NaiveDate::from_num_days_from_ce_opt(days).unwrap())),
        any::<bool>().prop_map(Cell::Flag),
        ".{0,8}".prop_map(Cell::Error),
    ]
}

fn event() -> impl Strategy<Value = Event> {
    let sheet = (".{0,12}", any::<bool>()).prop_map(|(name, hidden)| Sheet { name, hidden });
    let area = (any::<u32>(), any::<u32>(), any::<u16>(), any::<u16>()).prop_map(
        |(first_row, last_row, first_column, last_column)| Area {
            first_row,
            last_row,
            first_column,
            last_column,
        },
    );
    prop_oneof![
        (proptest::collection::vec(sheet, 0..5), ".{0,20}")
            .prop_map(|(sheets, form)| Event::File { sheets, form }),
        (any::<u16>(), proptest::collection::vec(area, 0..5), any::<Option<u32>>()).prop_map(
            |(place, merged, about)| Event::Sheet { place, merged, about, extras: Extras::default() }
        ),
        (any::<u32>(), proptest::collection::vec(cell(), 0..8)).prop_map(|(number, cells)| Event::Row(Row {
            number,
            cells,
            shades: vec![(3, Shade::Amber)]
        })),
        any::<bool>().prop_map(|more| Event::End { more }),
        Just(Event::Done),
        (proptest::option::of((".{0,12}", any::<u32>(), any::<u16>())), ".{0,20}")
            .prop_map(|(place, text)| Event::Problem(Problem { place, text })),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn events_come_out_as_they_went_in(events in proptest::collection::vec(event(), 0..20)) {
        let (back, error) = decoded(&encoded(&events));
        prop_assert!(error.is_none());
        prop_assert_eq!(&back[..back.len() - 1], &events[..]);
    }

    #[test]
    fn any_bytes_end_in_an_event_or_an_error(mut bytes in proptest::collection::vec(any::<u8>(), 0..300), frame in any::<bool>()) {
        if frame && bytes.len() > 5 {
            let length = u32::try_from(bytes.len() - 5).unwrap();
            bytes[0] = 1;
            bytes[1..5].copy_from_slice(&length.to_le_bytes());
        }
        decoded(&bytes);
    }

    #[test]
    fn a_stream_with_a_bit_changed_or_cut_short_is_survived(
        events in proptest::collection::vec(event(), 1..6), at in any::<prop::sample::Index>(), bit in 0..8_u8, cut in any::<bool>(),
    ) {
        let mut bytes = encoded(&events);
        let at = at.index(bytes.len());
        if cut { bytes.truncate(at) } else { bytes[at] ^= 1 << bit }
        let (back, error) = decoded(&bytes);
        // Cut between two events it looks whole, but has no end.
        prop_assert!(!cut || error.is_some() || back.len() <= events.len());
    }
}

#[test]
fn claims_cost_nothing() {
    let frame = |length: u32, body: &[u8]| [&[2], &length.to_le_bytes()[..], body].concat();
    let long = &[0xff, 0xff, 0xff, 0xff, 0x0f][..];
    assert!(matches!(decoded(&frame(20_000_000, &[3])).1, Some(WireError::CutShort)));
    for bytes in [
        frame(u32::MAX, &[]),
        // A row, a sheet's merged cells, a file's sheets and a text that say they are endless.
        frame(7, &[&[3, 1][..], long].concat()),
        frame(7, &[&[2, 1][..], long].concat()),
        frame(6, &[&[1][..], long].concat()),
        frame(6, &[&[6][..], long].concat()),
        // More than an event.
        frame(3, &[4, 0, 0]),
        frame(1, &[99]),
        frame(0, &[0]),
        // A number that is none, a text that is empty or no text.
        frame(14, &[&[3, 1, 1, 2][..], &f64::NAN.to_le_bytes(), &[0, 0]].concat()),
        frame(5, &[3, 1, 1, 1, 0]),
        frame(6, &[3, 1, 1, 1, 1, 0xff]),
    ] {
        let (events, error) = decoded(&bytes);
        assert!(
            events.is_empty() && matches!(error, Some(WireError::Nonsense)),
            "{bytes:?}: {events:?}, {error:?}"
        );
    }
    assert!(matches!(decoded(&[1, 0]).1, Some(WireError::Version(1))));
    assert!(decoded(&[]).1.is_none());
}

#[test]
fn rows_longer_than_a_chunk_come_through() {
    let events: Vec<Event> = (1..=40)
        .map(|number| {
            Event::Row(Row {
                number,
                cells: vec![Cell::Text("x".repeat(20_000 * number as usize))],
                ..Row::default()
            })
        })
        .collect();
    let (back, _) = decoded(&encoded(&events));
    assert_eq!(back[..40], events[..]);
    let huge =
        Event::Row(Row { number: 1, cells: vec![Cell::Text("x".repeat(30_000_000))], ..Row::default() });
    assert!(Encoder::new(Vec::new()).event(&huge).is_err());
}
