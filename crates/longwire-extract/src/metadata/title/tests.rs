use super::split;
use crate::metadata::tests::page;

#[track_caller]
fn check(html: &str, expected: &str) {
    assert_eq!(page("https://www.paper.example/a/b", html).title, expected, "{html}");
}

#[test]
fn the_headline_that_the_head_agrees_with_is_the_title() {
    check(
        "<title>A storm hits the coast | Paper</title><h1>Paper</h1><h1>A storm hits the coast</h1>",
        "A storm hits the coast",
    );
    check(
        "<meta property=og:title content='A storm hits the coast'><h2>Latest</h2><h2>A Storm Hits the Coast</h2>",
        "A Storm Hits the Coast",
    );
    check(
        "<title>Storm news: a storm hits | Paper</title><h1>A storm hits the coast today</h1>",
        "A storm hits the coast today",
    );
}

#[test]
fn without_a_headline_the_head_is_believed_less_the_names_of_the_site() {
    check(
        "<title>A storm hits the coast - Paper</title><meta property=og:site_name content=Paper>",
        "A storm hits the coast",
    );
    check("<title>Paper: A storm hits</title>", "Paper: A storm hits"); // a colon joins anything
    check(
        "<title>风暴袭击沿海地区_新闻频道_某某网</title><meta property=og:site_name content=某某网>",
        "风暴袭击沿海地区",
    );
    check("<title>Tom &amp;amp; Jerry come back | Paper</title>", "Tom & Jerry come back");
    check(
        "<title>Paper</title><meta property=og:site_name content=Paper><h1>The only headline here</h1>",
        "The only headline here",
    );
}

#[test]
fn a_line_that_repeats_the_title_is_the_headline_of_an_old_page() {
    let html = "<title>农机专家为行业搭建平台_振兴东北</title><table><tr><td><b>农机专家为行业搭建平台</b></td></tr><tr><td>2005年08月16日</td></tr></table>";
    let found = page("http://paper.example/a", html);
    assert_eq!(found.title, "农机专家为行业搭建平台");
    assert_eq!(found.nodes.title.len(), 1);
    assert_eq!(found.published_at.unwrap().to_string(), "2005-08-16");
}

#[test]
fn words_before_a_headline_that_two_statements_leave_out_are_no_part_of_it() {
    let head =
        "<meta property=og:title content='A storm hits the coast'><title>A storm hits the coast</title>";
    check(&format!("{head}<h1><span>News</span> A storm hits the coast</h1>"), "A storm hits the coast");
    check(
        "<title>Title of the thing here</title><h1>Title of the thing here¶</h1>",
        "Title of the thing here",
    );
}

#[test]
fn readings_of_characters_are_no_part_of_the_title() {
    check("<h1><ruby>法律<rt>ほうりつ</rt></ruby>ができる</h1>", "法律ができる");
}

#[test]
fn titles_are_cut_where_a_site_or_section_is_joined_on() {
    let names = ["Paper".to_owned(), "某某网".to_owned()];
    let check = |whole: &str, core: &str, trailers: &[&str]| {
        let (found, rest) = split(whole, &names);
        assert_eq!(
            (found.as_str(), rest.iter().map(String::as_str).collect::<Vec<_>>().as_slice()),
            (core, trailers),
            "{whole}"
        );
    };
    check("A storm hits the coast | Weather | Paper", "A storm hits the coast", &["Paper", "Weather"]);
    check("Paper - A storm hits", "A storm hits", &["Paper"]);
    check("A storm – the worst in years", "A storm – the worst in years", &[]);
    check("A storm hits the coast | District", "A storm hits the coast", &["District"]);
    check("风暴来袭-某某网", "风暴来袭", &["某某网"]);
    check("|", "|", &[]);
    check("", "", &[]);
}
