use super::*;

#[track_caller]
fn check(written: &str, expected: &str) {
    assert_eq!(folded(written), expected, "written: {written:?}");
}

#[track_caller]
fn same(one: &str, other: &str) {
    assert_eq!(folded(one), folded(other), "{one:?} and {other:?}");
}

#[test]
fn traditional_becomes_simplified() {
    check("俄羅斯", "俄罗斯");
    check("臺灣", "台湾");
    check("頭髮發財", "头发发财");
    same("裡面", "裏面");
    same("爲", "為");
    same("看著", "看着");
    check("中国", "中国");
}

#[test]
fn width_is_not_told_apart() {
    check("ＡＢＣ１２３", "abc123");
    check("ｶﾞｷﾞｸﾞ", "ガギグ");
    check("ﾊﾟﾘ", "パリ");
    check("㈱", "(株)");
    check("①", "1");
}

#[test]
fn kana_keep_their_voicing_however_it_is_written() {
    same("か\u{3099}", "が");
    assert_ne!(folded("か"), folded("が"));
}

#[test]
fn case_and_accents_are_folded() {
    check("Éclair", "eclair");
    check("E\u{301}clair", "eclair");
    check("Straße", "strasse");
    check("ŁÓDŹ", "lodz");
    check("Ærø", "aero");
    check("İstanbul", "istanbul");
    check("ΆΛΦΑΣ", "αλφασ");
    check("Ёлка", "елка");
    check("Tiếng Việt", "tieng viet");
}

#[test]
fn letters_of_their_own_are_kept() {
    check("й", "й");
    check("и\u{306}", "й");
    check("がか", "がか");
}

#[test]
fn what_shows_nothing_parts_nothing() {
    check("news\u{AD}paper", "newspaper");
    check("葛\u{E0100}城", "葛城");
    check("中\u{200B}国", "中国");
    check("\u{FEFF}a", "a");
}

#[test]
fn hangul_in_letters_is_put_together() {
    check("\u{1112}\u{1161}\u{11AB}", "한");
    check("ﾡ", "\u{1100}");
}

#[test]
fn folding_twice_changes_nothing() {
    for c in (0..=0x2FFFF).filter_map(char::from_u32) {
        let once = folded(&c.to_string());
        assert_eq!(folded(&once), once, "{c:?} U+{:04X}", c as u32);
    }
}

#[test]
fn every_folded_character_knows_where_it_came_from() {
    let text = "Ｆ－３５戰機é\u{301}ﾊﾟ";
    let mut end_before = 0;
    fold(text, |_, range| {
        assert!(text.get(range.clone()).is_some() && range.start >= end_before.min(range.start));
        end_before = range.end;
    });
    assert_eq!(end_before, text.len());
}
