use super::super::measure;
use super::*;

fn word_list(text: &str) -> Vec<Word> {
    measure::words(text, 100)
}

fn share<'a>(runs: &Runs, pieces: impl IntoIterator<Item = &'a str>) -> Option<f32> {
    let mut share = Share::default();
    for word in pieces.into_iter().flat_map(word_list) {
        share.add(word.hash, runs);
    }
    share.get()
}

#[test]
fn a_share_counts_runs_of_three_words() {
    let runs = Runs::of("The port opened again on Monday, the harbour master said.");
    let check = |pieces: &[&str], expected: Option<f32>| {
        assert_eq!(share(&runs, pieces.iter().copied()), expected, "{pieces:?}");
    };
    check(&["the PORT opened: again!"], Some(1.0));
    check(&["The port", "opened again"], Some(1.0));
    check(&["the port opened late"], Some(0.5));
    check(&["again opened port the"], Some(0.0));
    check(&["The port"], None);
    check(&[], None);
}

#[test]
fn a_cjk_character_is_a_word() {
    let runs = Runs::of("港口周一重新开放");
    assert_eq!(runs.words, 8);
    assert_eq!(share(&runs, ["周一重新"]), Some(1.0));
    assert_eq!(share(&runs, ["新重一周"]), Some(0.0));
}

#[test]
fn a_text_without_runs_holds_nothing() {
    for text in ["", "two words", "..."] {
        assert_eq!(share(&Runs::of(text), ["one two three"]), Some(0.0), "{text}");
    }
}

#[test]
fn words_past_the_limit_are_not_taken_in() {
    let runs = Runs::of(&"word ".repeat(WORDS_MAX as usize + 10));
    assert_eq!(runs.words, WORDS_MAX);
}

#[test]
fn likeness_is_shared_words_over_all_words() {
    let check = |a: &str, b: &str, expected: f32| {
        assert_eq!(likeness(&word_list(a), &word_list(b)), expected, "{a} / {b}");
    };
    check("Port opens again", "PORT opens, again", 1.0);
    check("port opens again", "opens again late", 0.5);
    check("港口", "港湾", 1.0 / 3.0);
    check("port", "harvest", 0.0);
    check("", "port", 0.0);
    check("port", "", 0.0);
}
