//! Commitments: movement, shares and the counts behind printed shares.

use proptest::prelude::*;
use quarterdeck::domain::Rating;
use quarterdeck::domain::commitment::{
    DELIVERY, FOUR_COLOUR, Fit, Movement, movement, needs_path, share, whole_counts,
};

#[test]
fn movement_follows_the_scale_not_the_colour() {
    let moved = |before, now| movement(DELIVERY, Some(before), Some(now));
    assert_eq!(moved(Rating::OnTrack, Rating::AtRisk), Movement::Worse);
    assert_eq!(moved(Rating::AtRisk, Rating::OffTrack), Movement::Worse);
    assert_eq!(moved(Rating::OnTrack, Rating::Complete), Movement::Better);
    assert_eq!(moved(Rating::AtRisk, Rating::AtRisk), Movement::Same);
    assert_eq!(movement(FOUR_COLOUR, Some(Rating::GreenAmber), Some(Rating::Green)), Movement::Better);
    assert_eq!(movement(FOUR_COLOUR, Some(Rating::RedAmber), Some(Rating::Red)), Movement::Worse);
    assert_eq!(movement(FOUR_COLOUR, None, Some(Rating::Red)), Movement::New);
    assert_eq!(movement(FOUR_COLOUR, Some(Rating::Red), None), Movement::New);
    // A change of scale says nothing about movement.
    assert_eq!(movement(DELIVERY, Some(Rating::Green), Some(Rating::OnTrack)), Movement::New);
}

#[test]
fn every_rating_of_a_scale_means_something_and_the_scales_share_none() {
    for step in FOUR_COLOUR.iter().chain(DELIVERY) {
        assert!(!step.meaning.is_empty() && step.rating.is_colour(), "{step:?}");
    }
    assert!(FOUR_COLOUR.iter().all(|one| DELIVERY.iter().all(|other| one.rating != other.rating)));
    let paths: Vec<Rating> = FOUR_COLOUR
        .iter()
        .chain(DELIVERY)
        .map(|step| step.rating)
        .filter(|rating| needs_path(*rating))
        .collect();
    assert_eq!(paths, [Rating::GreenAmber, Rating::RedAmber, Rating::Red, Rating::AtRisk, Rating::OffTrack]);
}

#[test]
fn shares_are_rounded_half_up() {
    assert_eq!([share(23, 29), share(1, 29), share(5, 29)], [79, 3, 17]);
    assert_eq!([share(6, 6), share(0, 6), share(1, 0)], [100, 0, 0]);
    assert_eq!([share(1, 200), share(1, 8), share(2, 3)], [1, 13, 67]);
}

#[test]
fn printed_shares_of_a_known_total() {
    let counts = |total, shares: &[u64]| whole_counts(total, shares).map(|fit| fit.counts);
    // 100 × 23 ÷ 29 is 79.3, which the source prints as 80 so that its shares make 100.
    let fit = Fit { counts: vec![23, 1, 5], shares: vec![79, 3, 17] };
    assert_eq!(whole_counts(29, &[80, 3, 17]), Some(fit));
    assert_eq!(counts(20, &[35, 10, 5, 50]), Some(vec![7, 2, 1, 10]));
    assert_eq!(counts(5, &[100, 0, 0, 0]), Some(vec![5, 0, 0, 0]));
    assert_eq!(counts(3, &[33, 33, 33]), Some(vec![1, 1, 1]));
    assert_eq!(counts(0, &[100]), None);
    assert_eq!(counts(10, &[101]), None);
    assert_eq!(counts(10, &[]), None);
    // Shares that leave out a third of the total, or count some of it twice.
    assert_eq!(counts(30, &[50, 17]), None);
    assert_eq!(counts(30, &[60, 60]), None);
}

proptest! {
    #[test]
    fn shares_lead_back_to_counts_as_large(some in proptest::collection::vec(0u64..60, 1..6)) {
        let total: u64 = some.iter().sum();
        prop_assume!(total > 0 && total <= 100);
        let shares: Vec<u64> = some.iter().map(|&count| share(count, total)).collect();
        // Rounding may take the sum of shares too far from 100 for any counts to be meant.
        if let Some(fit) = whole_counts(total, &shares) {
            prop_assert_eq!(fit.counts.iter().sum::<u64>(), total);
            for (found, was) in fit.counts.iter().zip(&some) {
                prop_assert!(found.abs_diff(*was) <= 1, "{some:?} printed as {shares:?} read as {:?}", fit.counts);
            }
        }
    }
}
