use super::*;

#[track_caller]
fn check(html: &str, expected_body: &str) {
    let url = Url::parse("https://news.example.org/a").expect("an address");
    assert_eq!(without_footer(html, &url).0, expected_body);
}

#[test]
fn a_services_footer_is_cut_off() {
    check(
        r#"<p>text</p><br><hr><div>More feeds: <a href="https://service.example">here</a></div>"#,
        "<p>text</p><br>",
    );
}

#[test]
fn what_the_publisher_wrote_below_a_rule_stays() {
    let own = r#"<p>text</p><hr><p>See <a href="/b">the first part</a></p>"#;
    check(own, own);
    let plain = "<p>text</p><hr><p>An afterword without any link.</p>";
    check(plain, plain);
    let long = format!(r#"<hr><p>{}<a href="https://other.example">x</a></p>"#, "a long part ".repeat(300));
    check(&long, &long);
}
