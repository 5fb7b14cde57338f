use longwire_model::FeedLink;

use super::*;

fn url(text: &str) -> Url {
    Url::parse(text).unwrap()
}

/// The links of a response's `Link` fields as `rel address`, one after the other.
#[track_caller]
fn check(fields: &[&str], expected: &[&str]) {
    let headers = Headers(fields.iter().map(|f| ("link".to_owned(), (*f).to_owned())).collect());
    let found = linked(&headers, &url("https://example.org/news/feed.xml"));
    let found: Vec<String> = found.iter().map(|(rel, url)| format!("{rel} {url}")).collect();
    assert_eq!(found, expected, "{fields:?}");
}

#[test]
fn link_fields_are_read_as_servers_write_them() {
    check(&["<https://hub.example/>; rel=\"hub\""], &["hub https://hub.example/"]);
    check(&["<https://hub.example/>;rel=hub"], &["hub https://hub.example/"]);
    check(&["</hub>; REL=\"Hub\""], &["hub https://example.org/hub"]);
    check(&["<./feed.xml>; title=\"a; b, <c>\"; rel=self"], &["self https://example.org/news/feed.xml"]);
    check(
        &["<https://h.example/a,b>; rel=\"self hub\", <x>; rel=next", "<https://s.example/>; rel=self"],
        &["self https://h.example/a,b", "hub https://h.example/a,b", "self https://s.example/"],
    );
}

#[test]
fn link_fields_that_say_nothing_are_passed_over() {
    for field in
        ["", "<", "<>", "<https://hub.example/", "https://hub.example/; rel=hub", "<mailto:a@b>; rel=hub"]
    {
        check(&[field], &[]);
    }
    check(&["<https://hub.example/>"], &[]);
    check(&["<https://hub.example/>; rel=\"next\"; rel=\"hub\""], &[]);
}

#[test]
fn no_more_links_are_read_than_the_limit() {
    let many = "<https://hub.example/>; rel=hub, ".repeat(10_000);
    let headers = Headers(vec![("link".to_owned(), many)]);
    assert_eq!(linked(&headers, &url("https://example.org/")).len(), LINKS_MAX);
}

fn feed(links: &[(&str, &str)]) -> Feed {
    let link = |(rel, to): &(&str, &str)| FeedLink {
        url: url(to),
        rel: (*rel).to_owned(),
        media_type: None,
        title: None,
    };
    Feed { links: links.iter().map(link).collect(), ..Feed::default() }
}

#[test]
fn a_feed_without_a_hub_announces_none() {
    let polled = url("https://example.org/feed");
    let own = feed(&[("self", "https://example.org/self")]);
    assert_eq!(announced(&own, &Headers::default(), &polled), None);
}

#[test]
fn the_first_hub_counts_and_a_feed_that_does_not_name_itself_is_where_it_is_polled() {
    let polled = url("https://example.org/feed");
    let hubs = [("hub", "https://one.example/"), ("hub", "https://two.example/")];
    let none = Headers::default();
    let first = url("https://one.example/");
    assert_eq!(announced(&feed(&hubs), &none, &polled), Some((first.clone(), polled.clone())));
    let named = feed(&[("self", "https://example.org/self"), hubs[0]]);
    let own = url("https://example.org/self");
    assert_eq!(announced(&named, &none, &polled), Some((first, own.clone())));
    let field = ("link".to_owned(), "<https://field.example/>; rel=hub".to_owned());
    let in_field = Some((url("https://field.example/"), own));
    assert_eq!(announced(&named, &Headers(vec![field]), &polled), in_field, "a field counts first");
}
