use super::*;
use crate::Config;
use crate::testing::{Server, now};
use crate::words::Tongue;

#[track_caller]
fn leads(contact: &str, expected: Option<&str>) {
    assert_eq!(href(contact).as_deref(), expected, "{contact}");
}

#[test]
fn a_contact_is_linked_where_it_is_an_address_or_a_mailbox() {
    leads("https://example.org/complaints", Some("https://example.org/complaints"));
    leads("mailto:desk@example.org", Some("mailto:desk@example.org"));
    leads("desk@example.org", Some("mailto:desk@example.org"));
    leads("javascript:alert(1)//@", None);
    leads("call the desk", None);
}

#[test]
fn the_page_says_in_every_language_whom_to_write_to() {
    let config = Config { contact: Some("desk@example.org".into()), ..Config::new(now) };
    let server = Server::with(config);
    for tongue in Tongue::ALL {
        let page = server.get(&format!("/about?lang={}", tongue.words().tag)).text();
        let words = &tongue.words().about;
        for expected in [
            words.title,
            words.robots,
            words.keeps_articles,
            "<a href=\"mailto:desk@example.org\">desk@example.org</a>",
            "(+desk@example.org)</code>",
            "http://127.0.0.1:8080/catalogue.json",
        ] {
            assert!(page.contains(expected), "{tongue:?}: {expected}\n{page}");
        }
        assert!(!page.contains(words.no_contact));
    }
}

#[test]
fn a_server_without_a_contact_says_so() {
    let page = Server::new().get("/about").text();
    assert!(page.contains(Tongue::En.words().about.no_contact), "{page}");
    assert!(page.contains(&format!("<code>Longwire/{}</code>", env!("CARGO_PKG_VERSION"))));
}
