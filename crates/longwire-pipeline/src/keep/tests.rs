use super::*;

#[track_caller]
fn check(html: &str, expected: bool) {
    assert_eq!(is_list_of_links(html), expected, "{html}");
}

#[test]
fn a_text_that_is_mostly_links_is_a_list() {
    let headline = "<li><a href=\"https://e.example/1\">The harbour master speaks</a></li>";
    check(&format!("<ul>{}</ul>", headline.repeat(5)), true);
    check(&format!("<ul>{}</ul>", "<li><a href=\"/1\">港口重建</a> 5 分钟前</li>".repeat(9)), false);
    check(&format!("<p>News</p><ul>{}</ul>", headline.repeat(30)), true);
}

#[test]
fn a_text_with_links_in_it_is_none() {
    let headline = "<li><a href=\"https://e.example/1\">The harbour master speaks</a></li>";
    check(&format!("<ul>{}</ul>", headline.repeat(4)), false);
    let text = "<p>In paragraph one the harbour master told the council that the quay would be rebuilt.</p>";
    check(&format!("{}<ul>{}</ul>", text.repeat(6), headline.repeat(6)), false);
    check("<p>one</p><abbr>two</abbr><aside>three</aside>", false);
    check("", false);
}
