use super::settle;
use crate::content::blocks::{Page, cut};
use crate::content::overlap::Quoted;
use crate::dom::{NodeId, ParseLimits, parse};

const SENTENCE: &str =
    "The harbour is open again, and those who had waited outside of it for three days may come in.";

/// A page of paragraphs of the same text, each of the class given.
fn page(classes: &[&str], text: &str) -> Page {
    let html: String = classes.iter().map(|class| format!("<p class={class}>{text}</p>")).collect();
    cut(&parse(&html, &ParseLimits::default()), NodeId::ROOT, Quoted::default())
}

#[track_caller]
fn check(classes: &[&str], text: &str, chances: &[f32], expected: &[f32]) {
    let mut likely = chances.to_vec();
    settle(&page(classes, text), &mut likely);
    for (n, (got, expected)) in likely.iter().zip(expected).enumerate() {
        assert!((got - expected).abs() < 0.001, "{n}: {likely:?}");
    }
}

#[test]
fn a_block_in_doubt_goes_with_the_others_of_its_make() {
    check(&["a"; 4], SENTENCE, &[0.9, 0.9, 0.5, 0.9], &[0.9, 0.9, 0.8, 0.9]);
    check(&["a"; 4], SENTENCE, &[0.1, 0.1, 0.7, 0.1], &[0.1, 0.1, 0.25, 0.1]);
}

#[test]
fn where_nothing_is_in_doubt_or_nobody_is_alike_the_model_has_the_last_word() {
    check(&["a"; 4], SENTENCE, &[0.9, 0.9, 0.3, 0.9], &[0.9, 0.9, 0.3, 0.9]);
    check(&["a"; 4], SENTENCE, &[0.1, 0.1, 0.85, 0.1], &[0.1, 0.1, 0.85, 0.1]);
    check(&["a", "a", "b", "c"], SENTENCE, &[0.9, 0.5, 0.5, 0.9], &[0.9, 0.5, 0.5, 0.9]);
}

#[test]
fn a_line_too_short_for_a_sentence_may_go_with_the_others_but_does_not_stay_for_them() {
    let line = "Contact the desk.";
    check(&["a"; 4], line, &[0.9, 0.9, 0.5, 0.9], &[0.9, 0.9, 0.5, 0.9]);
    check(&["a"; 4], line, &[0.1, 0.1, 0.7, 0.1], &[0.1, 0.1, 0.25, 0.1]);
}
