use super::{Layer, Norm, RUN, State, TAPS, WIDTH};
use crate::content::tables::SEQUENCE;
use crate::content::{context, features};

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
fn the_network_takes_every_column_of_a_row() {
    assert_eq!(SEQUENCE.inputs.len(), features::NAMES.len() + context::NAMES.len());
}

#[test]
fn a_count_that_rounding_took_below_zero_counts_as_zero() {
    let rounded = vec![-1e-6; SEQUENCE.inputs.len()];
    let zero = vec![0.0; SEQUENCE.inputs.len()];
    let near = |(a, b): (f32, f32)| (a - b).abs() < 1e-3;
    assert!(SEQUENCE.take_in(&rounded).into_iter().zip(SEQUENCE.take_in(&zero)).all(near));
}

#[test]
fn a_layer_hears_each_tap_at_its_distance_and_through_its_gate() {
    // The first tap, two steps back, says the block's first number as the second; its gate is closed by the third.
    let mut layer = Layer {
        norm: Norm { gain: [1.0; WIDTH], shift: [0.0; WIDTH] },
        step: 4,
        bias: [0.0; 2 * WIDTH],
        kernel: [[[0.0; 2 * WIDTH]; WIDTH]; TAPS],
    };
    layer.kernel[0][0][1] = 2.0;
    layer.kernel[0][2][WIDTH + 1] = -100.0;
    let heard = |first: State| {
        let mut normed = vec![[0.0; WIDTH]; 20];
        normed[3] = first;
        (0..20)
            .map(|at| {
                let mut state = [0.0; WIDTH];
                layer.mix(&normed, at, &mut state);
                state[1]
            })
            .collect::<Vec<f32>>()
    };
    let (mut open, mut closed) = ([0.0; WIDTH], [0.0; WIDTH]);
    (open[0], closed[0], closed[2]) = (1.5, 1.5, 1.0);
    // An undecided gate lets half through.
    let expected: Vec<f32> = (0..20).map(|at| if at == 3 + 2 * 4 { 1.5 } else { 0.0 }).collect();
    assert_eq!(heard(open), expected);
    assert_eq!(heard(closed), [0.0; 20]);
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
    let mut states = states(40);
    states[22] = [3.0; WIDTH];
    let before = log_odds(states.clone());
    // The page as a whole stays what it is; what stood near now stands far off.
    states.swap(22, 39);
    assert!((before[20] - log_odds(states)[20]).abs() > 0.01);
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
