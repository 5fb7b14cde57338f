use std::time::Instant;

use super::*;

const FIELDS: [(&str, Field); 7] = [
    ("any", Field::Any),
    ("title", Field::Title),
    ("author", Field::Author),
    ("text", Field::Text),
    ("url", Field::Url),
    ("section", Field::Section),
    ("tag", Field::Tag),
];

/// `title=words` or `title~expression`.
fn filter(written: &str) -> Filter {
    let (name, field) = FIELDS.into_iter().find(|(name, _)| written.starts_with(name)).unwrap();
    let pattern = match written[name.len()..].split_at(1) {
        ("=", words) => Pattern::Text(words.into()),
        ("~", expression) => Pattern::Regex(expression.into()),
        _ => panic!("{written:?} is no filter"),
    };
    Filter { field, pattern }
}

fn selection(keep: &[&str], block: &[&str]) -> Selection {
    let filters = |written: &[&str]| written.iter().map(|written| filter(written)).collect();
    Selection { keep: filters(keep), block: filters(block), ..Selection::default() }
}

#[track_caller]
fn check(keep: &[&str], block: &[&str], stays: bool) {
    let filters = Filters::compile(&selection(keep, block)).unwrap();
    let subject = Subject {
        title: "Harbour strike: day 3",
        authors: &["林一".into(), "Ann O'Neil".into()],
        text: "The union says talks have failed.\n工会说谈判没有进展。",
        url: &Url::parse("https://paper.example/%E6%B8%AF%E5%8F%A3/3.html?x=1").unwrap(),
        section: Some("Economy"),
        tags: &["Ports".into(), "罢工".into()],
    };
    assert_eq!(filters.pass(&subject), stays, "keep {keep:?}, block {block:?}");
}

#[test]
fn words_are_found_in_their_field_without_regard_to_case() {
    check(&["title=STRIKE"], &[], true);
    check(&["title=union"], &[], false);
    check(&["text=union says"], &[], true);
    check(&["text=谈判"], &[], true);
    check(&["author=林"], &[], true);
    check(&["author=林 一"], &[], false);
    check(&["section=economy"], &[], true);
    check(&["tag=罢工"], &[], true);
    check(&["tag=port"], &[], true);
    check(&["url=港口"], &[], true);
    check(&["url=%E6%B8%AF"], &[], true);
    check(&["title=day ."], &[], false); // words are no expression
}

#[test]
fn any_looks_everywhere() {
    for words in ["strike", "o'neil", "谈判", "economy", "ports", "paper.example"] {
        check(&[&format!("any={words}")], &[], true);
    }
    check(&["any=football"], &[], false);
}

#[test]
fn expressions_are_found_anywhere_and_mind_case() {
    check(&["title~day [0-9]$"], &[], true);
    check(&["title~^strike"], &[], false);
    check(&["title~STRIKE"], &[], false);
    check(&["title~(?i)STRIKE"], &[], true);
    check(&["text~工会.谈判"], &[], true);
    check(&["tag~^(Ports|Ships)$"], &[], true);
}

#[test]
fn one_keep_is_enough_and_one_block_too_many() {
    check(&[], &[], true);
    check(&["title=football", "tag=ports"], &[], true);
    check(&["title=strike"], &["tag=ports"], false);
    check(&[], &["title=football"], true);
    check(&[], &["title=football", "author=ann"], false);
}

#[test]
fn the_body_is_asked_for_only_where_it_matters() {
    let reads = |keep: &[&str]| Filters::compile(&selection(keep, &[])).unwrap().read_text();
    assert!(reads(&["text=a"]) && reads(&["any=a"]) && !reads(&["title=a", "url=b"]) && !reads(&[]));
}

#[track_caller]
fn check_refused(keep: &[&str], because: &str) {
    let error = Filters::compile(&selection(keep, &[])).unwrap_err().to_string();
    assert!(error.contains(because) && !error.contains('\n'), "{error}");
}

#[test]
fn what_can_not_be_used_is_refused_with_the_reason() {
    check_refused(&["title~(unclosed"], "unclosed group");
    check_refused(&["title~(?=ahead)"], "look-around");
    check_refused(&[r"title~(a)\1"], "backreferences");
    check_refused(&["title= "], "every article");
    check_refused(&["title~"], "every article");
}

#[test]
fn every_limit_holds_on_both_sides() {
    let compiles = |keep: &[&str]| Filters::compile(&selection(keep, &[])).is_ok();
    assert!(compiles(&vec!["title=a"; FILTERS_MAX]));
    check_refused(&vec!["title=a"; FILTERS_MAX + 1], "101 filters");
    assert!(compiles(&[&format!("title={}", "a".repeat(PATTERN_CHARS_MAX))]));
    check_refused(&[&format!("title={}", "港".repeat(PATTERN_CHARS_MAX + 1))], "501 characters");
    assert!(compiles(&["title~a{1000}"]));
    check_refused(&[r"title~(\w{100}){100}"], "size limit");
    assert!(compiles(&[&format!("title~{}a{}", "(".repeat(40), ")".repeat(40))]));
    check_refused(&[&format!("title~{}a{}", "(".repeat(60), ")".repeat(60))], "nest");
}

#[test]
fn time_is_linear_in_the_text_whatever_the_pattern() {
    let filters =
        Filters::compile(&selection(&["text~(a+)+$", "text~(a|aa)+b", "text~.*.*.*=x"], &[])).unwrap();
    let url = Url::parse("https://a.example/").unwrap();
    let pass = |text: &str| {
        let subject = Subject { title: "", authors: &[], text, url: &url, section: None, tags: &[] };
        filters.pass(&subject)
    };
    let began = Instant::now();
    assert!(!pass(&("a".repeat(200_000) + "!")));
    assert!(began.elapsed().as_secs() < 20, "a backtracking engine would not come back at all");
}
