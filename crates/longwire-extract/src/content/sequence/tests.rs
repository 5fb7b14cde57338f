use super::{RUN, State, WIDTH};
use crate::content::tables::SEQUENCE;

/// Rows of a made-up page, each with other numbers.
fn states(count: usize) -> Vec<State> {
    let row = |n: usize| -> Vec<f32> {
        (0..SEQUENCE.inputs.len()).map(|at| ((n * 31 + at * 7) % 11) as f32).collect()
    };
    (0..count).map(|n| SEQUENCE.take_in(&row(n))).collect()
}

fn log_odds(mut states: Vec<State>) -> Vec<f32> {
    SEQUENCE.log_odds(&mut states)
}

#[test]
fn every_row_gives_a_number_whatever_it_holds() {
    for value in [f32::NAN, f32::INFINITY, f32::NEG_INFINITY, f32::MAX, -1.0, 0.0] {
        let state = SEQUENCE.take_in(&vec![value; SEQUENCE.inputs.len()]);
        let given = log_odds(vec![state; 3]);
        assert!(given.iter().all(|odds| odds.is_finite()), "{value} gives {given:?}");
    }
    assert_eq!(log_odds(Vec::new()), Vec::<f32>::new());
}

#[test]
fn a_block_is_judged_by_those_around_it() {
    let alone = states(40);
    let mut among_others = alone.clone();
    among_others[23] = [3.0; WIDTH];
    assert_ne!(log_odds(alone)[20], log_odds(among_others)[20]);
}

#[test]
fn a_long_page_is_read_in_runs_that_do_not_see_each_other() {
    let all = states(2 * RUN + 5);
    let ends = all[2 * RUN..].to_vec();
    let start = all[..RUN].to_vec();
    let given = log_odds(all);
    assert_eq!(given.len(), 2 * RUN + 5);
    assert_eq!(given[..RUN], log_odds(start));
    assert_eq!(given[2 * RUN..], log_odds(ends));
}
