use longwire_feed::write::Attribution;
use longwire_model::{Author, CleanHtml};

use super::*;
use crate::testing::{earlier, url};

fn item(title: &str, content: &str) -> PublishedItem {
    PublishedItem {
        id: "https://a.example/1".into(),
        url: url("https://a.example/发展"),
        title: title.into(),
        authors: vec![Author { name: "后小发".into(), url: None }],
        section: Some("发展".into()),
        categories: vec!["头发".into()],
        language: None,
        published_at: None,
        modified_at: None,
        archived_at: earlier(60),
        summary: Some("头发和发展".into()),
        content: CleanHtml::assume_clean(content.into()),
        lead_image: None,
        enclosures: Vec::new(),
        publisher: Some(Attribution { name: "发展报".into(), url: None }),
        licence: None,
        source: None,
    }
}

fn lang(tag: &str) -> Lang {
    Lang::parse(tag).unwrap()
}

#[track_caller]
fn check(written: &str, from: &str, script: Script, expected: &str) {
    let told = converted(item(written, &format!("<p>{written}</p>")), &lang(from), script);
    assert_eq!(told.title, expected);
    assert_eq!(told.content.as_str(), format!("<p>{expected}</p>"));
}

#[test]
fn characters_are_chosen_by_their_words() {
    check("头发的发展，后来的皇后", "zh-Hans", Script::Traditional, "頭髮的發展，後來的皇后");
    check("面条里面有什么", "zh", Script::Traditional, "麵條裡面有什麼");
    check("頭髮的發展，後來的皇后", "zh-Hant", Script::Simplified, "头发的发展，后来的皇后");
    check("裏面和裡面", "zh-Hant", Script::Simplified, "里面和里面");
    check("软件", "zh-Hans", Script::Traditional, "軟件"); // the publisher's word, in other characters
}

#[test]
fn what_is_in_that_script_or_another_language_stays() {
    check("発展と頭髪", "ja", Script::Simplified, "発展と頭髪");
    check("頭髮", "zh-Hant", Script::Traditional, "頭髮");
    check("Rain & wind", "en", Script::Traditional, "Rain & wind");
}

#[test]
fn names_addresses_and_code_stay() {
    let html = "<p>发展 <a href=\"https://a.example/发展\" title=\"发展\">头发</a> &amp; \"1 &lt; 2\"</p>\
                <pre><code>发展 = <b>1</b> 后</code></pre><p><code>发</code>发展</p>";
    let told = converted(item("发展", html), &lang("zh-Hans"), Script::Traditional);
    assert_eq!(
        told.content.as_str(),
        "<p>發展 <a href=\"https://a.example/发展\" title=\"发展\">頭髮</a> &amp; \"1 &lt; 2\"</p>\
         <pre><code>发展 = <b>1</b> 后</code></pre><p><code>发</code>發展</p>"
    );
    assert_eq!((told.authors[0].name.as_str(), told.section.as_deref()), ("后小发", Some("发展")));
    assert_eq!((told.categories[0].as_str(), told.publisher.unwrap().name.as_str()), ("头发", "发展报"));
    assert_eq!(told.summary.as_deref(), Some("頭髮和發展"));
    assert_eq!((told.language, told.id.as_str()), (Some(lang("zh-Hant")), "https://a.example/1"));
}

#[test]
fn a_long_text_takes_no_longer_than_its_length() {
    let began = std::time::Instant::now();
    let long = "发".repeat(300_000) + &"发展头".repeat(100_000);
    let told = converted(item("", &format!("<p>{long}</p>")), &lang("zh-Hans"), Script::Traditional);
    assert!(told.content.as_str().len() >= long.len());
    assert!(began.elapsed().as_secs() < 60);
}
