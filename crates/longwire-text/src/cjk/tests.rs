use super::*;

#[test]
fn sorts_characters_by_script() {
    for (c, expected) in [
        ('中', Class::Han),
        ('々', Class::Han),
        ('〇', Class::Han),
        ('\u{20000}', Class::Han),
        ('あ', Class::Kana),
        ('ー', Class::Kana),
        ('ｶ', Class::Kana),
        ('ㄅ', Class::Kana),
        ('한', Class::Hangul),
        ('ㄱ', Class::Hangul),
        ('a', Class::Other),
        ('。', Class::Other),
        ('・', Class::Other),
        ('я', Class::Other),
        ('😀', Class::Other),
    ] {
        assert_eq!(class(c), expected, "{c}");
    }
}

#[test]
fn full_width_punctuation_is_told_from_what_western_text_uses_too() {
    for c in "，。、「」『』！？：；（）【】《》・～".chars() {
        assert!(is_wide_mark(c), "{c}");
    }
    for c in ".,!?“”…—·A１中".chars() {
        assert!(!is_wide_mark(c), "{c}");
    }
}

#[test]
fn weighs_by_script_and_counts_a_run_of_space_once() {
    for (text, expected) in [
        ("", 0),
        ("abc", 3),
        ("a  \n b", 3),
        ("  a", 1),
        ("中文", 6),
        ("かな", 4),
        ("한글", 4),
        ("中 a。", 6),
    ] {
        assert_eq!(weight(text), expected, "{text:?}");
    }
}

#[test]
fn counts_words_in_any_script() {
    for (text, expected) in [
        ("", 0),
        ("one two  three", 3),
        ("state-of-the-art, isn't it?", 3),
        ("— … !", 0),
        ("中文两句。再来", 6),
        ("用Rust写的3.5版", 6),
        ("ひらがなカナ", 6),
        ("한국어 글", 4),
        ("Привет, мир", 2),
    ] {
        assert_eq!(word_count(text), expected, "{text:?}");
    }
}
