use longwire_model::Lang;

use super::{SIMPLIFIED, SIMPLIFIED_SET, TRADITIONAL, TRADITIONAL_SET, detect};

#[track_caller]
fn check(text: &str, declared: Option<&str>, expected: Option<&str>) {
    let declared = declared.and_then(Lang::parse);
    assert_eq!(detect(text, declared.as_ref()).as_ref().map(Lang::as_str), expected, "{text}");
}

#[test]
fn scripts_tell_the_languages_of_east_asia() {
    check("这是一个关于国际关系的报道，记者从北京发回。", None, Some("zh-Hans"));
    check("這是一個關於國際關係的報導，記者從台北發回。", None, Some("zh-Hant"));
    check("これは国際関係についての記事です。記者が東京から伝えます。", None, Some("ja"));
    check("이것은 국제 관계에 관한 기사입니다. 기자가 서울에서 전합니다.", None, Some("ko"));
}

#[test]
fn characters_overrule_what_a_template_declares() {
    check("这是一个关于国际关系的报道，记者从北京发回。", Some("en"), Some("zh-Hans"));
    check("這是一個關於國際關係的報導，記者從台北發回。", Some("zh-CN"), Some("zh-Hant"));
    check("Это статья о международных отношениях, написанная в Москве вчера.", Some("en-US"), Some("ru"));
    check("Αυτό είναι ένα άρθρο για τις διεθνείς σχέσεις.", Some("en"), Some("el"));
}

#[test]
fn a_declared_region_stays_where_the_language_agrees() {
    let portuguese =
        "Este é um artigo sobre as relações internacionais que foi escrito em Brasília pelo correspondente.";
    check(portuguese, Some("pt-BR"), Some("pt-BR"));
    check(
        "This is an article about international relations, written in London by our reporter.",
        Some("en-GB"),
        Some("en-GB"),
    );
}

#[test]
fn a_long_text_overrules_a_wrong_declaration_and_a_short_one_does_not() {
    let german = "Dies ist ein längerer Artikel über die internationalen Beziehungen, den unsere Korrespondentin in Berlin \
        geschrieben hat. Er handelt davon, wie die Regierung mit den Nachbarn verhandelt und was dabei herauskommen soll. \
        Niemand weiß, ob die Gespräche noch in diesem Jahr zu einem Ende kommen werden.";
    check(german, Some("en"), Some("de"));
    check("Berlin: Ein Bericht", Some("en"), Some("en"));
}

#[test]
fn without_text_only_the_declaration_is_left() {
    check("", Some("fr"), Some("fr"));
    check("2023-09-12 15:45", None, None);
    check("", None, None);
}

#[test]
fn chinese_without_telling_characters_stays_undecided() {
    check("中文文字中文文字中文文字中文文字", None, Some("zh"));
    check("中文文字中文文字中文文字中文文字", Some("zh-TW"), Some("zh-Hant"));
}

#[test]
fn the_tables_of_characters_are_apart() {
    assert!(!SIMPLIFIED.chars().any(|c| TRADITIONAL.contains(c)));
}

#[test]
fn the_sets_hold_what_their_lists_hold_and_nothing_else() {
    for c in '\0'..=char::MAX {
        assert_eq!(SIMPLIFIED_SET.contains(c), SIMPLIFIED.contains(c), "{c:?}");
        assert_eq!(TRADITIONAL_SET.contains(c), TRADITIONAL.contains(c), "{c:?}");
    }
}
