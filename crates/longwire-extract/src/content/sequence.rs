//! A page's candidates read as one sequence: a small network of convolutions.
//!
//! The forests ask about one block at a time and know its neighbours by what they got. The network sees the rows
//! of a whole run of blocks at once: a layer mixes each block with those some steps before and after it, each layer
//! in wider steps than the last, and one look at the whole run tells all blocks what kind of page they stand on.
//! Where the forest and the network err, they seldom err together; the mean of their log odds is the judgement.
//!
//! It is a plain sum of products in a fixed order, so every machine gives the same numbers.

/// Numbers kept of each block between layers.
pub(super) const WIDTH: usize = 16;

/// Blocks a layer mixes: the block itself and as many before it as after it.
pub(super) const TAPS: usize = 5;

/// Blocks read as one sequence, as in training; a longer page is read in runs of so many.
const RUN: usize = 600;

/// Numbers further than this from their mean, in standard deviations, count as so far.
const SPREAD_MAX: f32 = 4.0;

/// Kept under the root where a variance may be zero, as in training.
const EPSILON: f32 = 1e-5;

/// What is kept of one block.
type State = [f32; WIDTH];

/// One column of a row, and what it adds to a block's state.
pub(super) struct Input {
    /// True where the fourth root of the column is taken: a count, a weight.
    pub(super) root: bool,
    pub(super) mean: f32,
    /// One over the standard deviation.
    pub(super) scale: f32,
    pub(super) weights: State,
}

/// Brings a state to mean 0 and variance 1, then stretches and moves it.
pub(super) struct Norm {
    pub(super) gain: State,
    pub(super) shift: State,
}

/// One layer: what it adds to a block, seen from the blocks around, and how much of that it lets through.
pub(super) struct Layer {
    pub(super) norm: Norm,
    /// Blocks from one tap to the next.
    pub(super) step: usize,
    pub(super) bias: [f32; 2 * WIDTH],
    /// By tap and number: what is said, then its gate.
    pub(super) kernel: [[[f32; 2 * WIDTH]; WIDTH]; TAPS],
}

/// The whole network.
pub(super) struct Network {
    pub(super) inputs: &'static [Input],
    pub(super) input_bias: State,
    /// Layers before the look at the whole run.
    pub(super) early: usize,
    pub(super) layers: &'static [Layer],
    /// The look at the whole run: its mean state, then the greatest of each number.
    pub(super) whole: [[State; WIDTH]; 2],
    pub(super) whole_bias: State,
    pub(super) norm: Norm,
    pub(super) hidden: [State; WIDTH],
    pub(super) hidden_bias: State,
    pub(super) answer: State,
    pub(super) answer_bias: f32,
}

impl Network {
    /// The state of a block before any layer, from its row.
    pub(super) fn take_in(&self, row: &[f32]) -> State {
        let mut state = self.input_bias;
        for (input, value) in self.inputs.iter().zip(row) {
            let value = if input.root { value.max(0.0).sqrt().sqrt() } else { *value };
            let value = ((value - input.mean) * input.scale).clamp(-SPREAD_MAX, SPREAD_MAX);
            add(&mut state, value, &input.weights);
        }
        // What is not a number becomes 0 here.
        state.map(|number| number.max(0.0))
    }

    /// The log odds of blocks in their order, from the states that [`Self::take_in`] gave.
    pub(super) fn log_odds(&self, states: &mut [State]) -> Vec<f32> {
        let mut given = Vec::with_capacity(states.len());
        let mut normed = Vec::with_capacity(states.len().min(RUN));
        for run in states.chunks_mut(RUN) {
            for (n, layer) in self.layers.iter().enumerate() {
                if n == self.early {
                    self.look_at_all(run);
                }
                normed.clear();
                normed.extend(run.iter().map(|state| layer.norm.apply(state)));
                for (at, state) in run.iter_mut().enumerate() {
                    layer.mix(&normed, at, state);
                }
            }
            given.extend(run.iter().map(|state| self.answer(state)));
        }
        given
    }

    /// Tells all blocks of a run what the run is like.
    fn look_at_all(&self, run: &mut [State]) {
        let (mut total, mut greatest) = ([0.0; WIDTH], [f32::MIN; WIDTH]);
        for state in run.iter() {
            for n in 0..WIDTH {
                total[n] += state[n];
                greatest[n] = greatest[n].max(state[n]);
            }
        }
        let mean = total.map(|number| number / run.len().max(1) as f32);
        let mut said = self.whole_bias;
        for (look, weights) in [mean, greatest].iter().zip(&self.whole) {
            for (number, weights) in look.iter().zip(weights) {
                add(&mut said, *number, weights);
            }
        }
        for state in run {
            add(state, 1.0, &said);
        }
    }

    fn answer(&self, state: &State) -> f32 {
        let mut hidden = self.hidden_bias;
        for (number, weights) in self.norm.apply(state).iter().zip(&self.hidden) {
            add(&mut hidden, *number, weights);
        }
        hidden
            .iter()
            .zip(&self.answer)
            .fold(self.answer_bias, |sum, (number, weight)| sum + number.max(0.0) * weight)
    }
}

impl Layer {
    /// Adds to the state of block `at` what the blocks around it say.
    fn mix(&self, normed: &[State], at: usize, state: &mut State) {
        let mut sums = self.bias;
        for (tap, kernel) in self.kernel.iter().enumerate() {
            // Behind the ends of the run there is nothing.
            let Some(around) = (at + tap * self.step).checked_sub(TAPS / 2 * self.step) else { continue };
            let Some(around) = normed.get(around) else { continue };
            for (number, weights) in around.iter().zip(kernel) {
                add(&mut sums, *number, weights);
            }
        }
        for n in 0..WIDTH {
            state[n] += sums[n] * (sums[WIDTH + n] / 6.0 + 0.5).clamp(0.0, 1.0);
        }
    }
}

impl Norm {
    fn apply(&self, state: &State) -> State {
        let mean = sum(state) / WIDTH as f32;
        let variance = sum(&state.map(|number| (number - mean) * (number - mean))) / WIDTH as f32;
        let scale = 1.0 / (variance + EPSILON).sqrt();
        std::array::from_fn(|n| (state[n] - mean) * scale * self.gain[n] + self.shift[n])
    }
}

/// The sum of a state's numbers, half upon half: several at a time, always in the same order.
fn sum(state: &State) -> f32 {
    let mut sums = *state;
    let mut count = WIDTH;
    while count > 1 {
        count /= 2;
        for n in 0..count {
            sums[n] += sums[n + count];
        }
    }
    sums[0]
}

/// Adds weights times a factor.
fn add<const N: usize>(sums: &mut [f32; N], factor: f32, weights: &[f32; N]) {
    for n in 0..N {
        sums[n] += factor * weights[n];
    }
}

#[cfg(test)]
mod tests;
