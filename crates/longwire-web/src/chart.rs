//! Charts that the server draws: bars by day, one upon the other, as shapes for a template.
//!
//! Pure. A chart has no text of its own but a title and a description for those
//! who do not see it; the labels around it are the page's, so that they stay
//! readable at any width. Colours are the style sheet's, by class.
//!
//! - [`Chart::stacked`] makes one of several [`Series`]; each has a value for every day.
//! - [`share`] draws one bar.
//! - Deliberately absent: script, and figures that no table tells too.

use std::fmt::Write as _;

/// Width of one day, of which the bar takes [`BAR_WIDTH`], in the chart's own units.
const DAY_WIDTH: usize = 8;
const BAR_WIDTH: usize = 6;
/// Height of the tallest bar there can be.
const HEIGHT: u64 = 1_000;
/// A value that is not nothing is seen.
const SEEN_MIN: u64 = 8;

/// Values by day under one name.
pub(crate) struct Series {
    /// Its class in the style sheet.
    pub(crate) class: &'static str,
    /// What it is called.
    pub(crate) name: &'static str,
    /// A value for each day, the oldest first.
    pub(crate) values: Vec<u64>,
}

/// A series as drawn.
pub(crate) struct Layer {
    /// Its class in the style sheet.
    pub(crate) class: &'static str,
    /// What it is called.
    pub(crate) name: &'static str,
    /// All its values together, in words.
    pub(crate) sum: String,
    /// Its bars, as an SVG path.
    pub(crate) path: String,
}

/// A chart of bars by day.
pub(crate) struct Chart {
    /// Names it on its page.
    pub(crate) id: &'static str,
    /// What it shows.
    pub(crate) title: &'static str,
    /// Its width in its own units; its height is 1,000.
    pub(crate) width: usize,
    /// The series, from below.
    pub(crate) layers: Vec<Layer>,
    /// What its upper edge stands for, in words.
    pub(crate) top: String,
}

impl Chart {
    /// Draws series of equal length one upon the other; `None` where there is nothing to see.
    /// `say` puts a value into words.
    pub(crate) fn stacked(
        id: &'static str,
        title: &'static str,
        series: &[Series],
        say: impl Fn(u64) -> String,
    ) -> Option<Self> {
        let day_count = series.iter().map(|one| one.values.len()).max()?;
        let value = |one: &Series, day: usize| one.values.get(day).copied().unwrap_or(0);
        let all = |day: usize| series.iter().fold(0, |sum: u64, one| sum.saturating_add(value(one, day)));
        let largest = (0..day_count).map(all).max()?;
        if largest == 0 {
            return None;
        }
        let top = round_up(largest);
        let mut below = vec![0_u64; day_count];
        let mut layers = Vec::with_capacity(series.len());
        for one in series {
            let mut path = String::new();
            for (day, below) in below.iter_mut().enumerate() {
                let from = *below;
                *below = from.saturating_add(value(one, day));
                if *below > from {
                    bar(&mut path, day * DAY_WIDTH, height(from, top), height(*below, top));
                }
            }
            let sum = one.values.iter().fold(0, |sum: u64, value| sum.saturating_add(*value));
            layers.push(Layer { class: one.class, name: one.name, sum: say(sum), path });
        }
        Some(Self { id, title, width: day_count * DAY_WIDTH, layers, top: say(top) })
    }
}

fn height(value: u64, top: u64) -> u64 {
    u64::try_from(u128::from(value) * u128::from(HEIGHT) / u128::from(top)).unwrap_or(HEIGHT)
}

/// Adds one bar between two heights to a path.
fn bar(path: &mut String, left: usize, from: u64, to: u64) {
    let tall = to.saturating_sub(from).clamp(SEEN_MIN, HEIGHT);
    let above = HEIGHT - (from + tall).min(HEIGHT);
    let _ = write!(path, "M{left} {above}h{BAR_WIDTH}v{tall}h-{BAR_WIDTH}z");
}

/// The least of 1, 2, 5, 10, 20, 50 … that is not less than a value.
fn round_up(value: u64) -> u64 {
    let mut step: u64 = 1;
    loop {
        for factor in [1, 2, 5] {
            match step.checked_mul(factor) {
                Some(round) if round >= value => return round,
                Some(_) => {}
                None => return value,
            }
        }
        step = match step.checked_mul(10) {
            Some(next) => next,
            None => return value,
        };
    }
}

/// One bar of a hundred units' width, as an SVG path: so much of the whole.
pub(crate) fn share(part: u64, whole: u64) -> String {
    let width = (u128::from(part) * 100).checked_div(u128::from(whole)).unwrap_or(0).min(100);
    format!("M0 0h{width}v8h-{width}z")
}

#[cfg(test)]
mod tests;
