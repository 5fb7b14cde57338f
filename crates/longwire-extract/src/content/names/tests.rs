use super::*;

fn list(value: &str) -> Vec<String> {
    let mut out = Vec::new();
    words(value, |word| out.push(String::from_utf8(word.to_vec()).unwrap()));
    out
}

#[test]
fn names_are_cut_where_case_digits_and_signs_change() {
    let check = |value: &str, expected: &[&str]| assert_eq!(list(value), expected, "{value}");
    check("ArticleBody__main-text2", &["article", "body", "main", "text"]);
    check("post entry", &["post", "entry"]);
    check("navBAR", &["nav", "bar"]);
    check("HTMLContent", &["htmlcontent"]);
    check("正文 内容", &["正文", "内容"]);
    check("", &[]);
    check("--12__", &[]);
}

#[test]
fn a_word_is_read_up_to_24_bytes_and_a_name_up_to_its_limit() {
    assert_eq!(list(&"a".repeat(100)), ["a".repeat(24)]);
    assert_eq!(list(&format!("{} nav", "-".repeat(NAME_BYTES_MAX - 4))), ["nav"]);
    assert_eq!(list(&format!("{} nav", "-".repeat(NAME_BYTES_MAX))), [""; 0]);
}

#[test]
fn what_an_entry_is_filed_under_is_no_name_of_it() {
    let entry = "post-17 post type-post status-publish hentry category-app-news tag-newsletter";
    assert_eq!(list(entry), ["post", "post", "type", "post", "status", "publish", "hentry"]);
    assert_eq!(list("tag-links category-list"), ["tag", "links", "category", "list"]);
}

#[test]
fn a_word_marks_a_place_only_when_it_is_whole() {
    let check = |word: &str, expected: u32| assert_eq!(mark_of(hash(word.as_bytes())), expected, "{word}");
    check("breadcrumb", mark::NAV);
    check("footer", mark::FOOTER);
    check("pinglun", mark::COMMENT);
    check("outbrain", mark::RELATED);
    check("ad", mark::AD);
    check("bianji", mark::BYLINE);
    check("zhengwen", mark::BODY);
    check("none", mark::HIDDEN);
    check("download", 0);
    check("shadow", 0);
    check("", 0);
}

#[test]
fn every_mark_lies_below_the_count_of_marks() {
    assert_eq!(mark::HIDDEN, 1 << (mark::COUNT - 1));
}

#[test]
fn no_two_marking_words_share_a_hash() {
    let words = || MARKING.iter().flat_map(|(mark, list)| list.split('|').map(move |word| (*mark, word)));
    for (mark, word) in words() {
        assert_eq!(mark_of(hash(word.as_bytes())), mark, "{word}");
    }
    let hashes: std::collections::HashSet<u32> = words().map(|(_, word)| hash(word.as_bytes())).collect();
    assert_eq!(hashes.len(), words().count());
}

#[test]
fn an_element_is_named_by_class_and_id_and_itemprop() {
    let html = "<p class='post nav'></p><p id=footer itemprop=comment></p><p title=footer></p>";
    let document = crate::dom::parse(html, &crate::dom::ParseLimits::default());
    let mut reader = Reader::default();
    let marks: Vec<u32> = document
        .descendants(NodeId::ROOT)
        .filter(|&id| document.is(id, &local_name!("p")))
        .map(|id| reader.of(&document, id).marks)
        .collect();
    assert_eq!(marks, [mark::BODY | mark::NAV, mark::FOOTER, 0]);
}

#[test]
fn values_that_differ_anywhere_within_the_limit_have_hashes_of_their_own() {
    let values = [
        "",
        "a",
        "b",
        "nav",
        "nav ",
        "article-body",
        "article-bodx",
        "brticle-body",
        "aaaaaaaa",
        "aaaaaaaaa",
    ];
    let hashes: std::collections::HashSet<u64> = values.iter().map(|value| value_hash(value)).collect();
    assert_eq!(hashes.len(), values.len());
}
