use longwire_model::{Capture, RawHtml, Url};

use crate::{Extraction, Hint, Limits, SiteRules, article};

fn sentences(count: usize) -> String {
    "The council met on Tuesday to speak of the bridge, and nobody could say how long. ".repeat(count)
}

fn read(page: &str, content: &str) -> Extraction {
    let url = Url::parse("https://paper.example/a").unwrap();
    let hint = Hint { content: Some(RawHtml(content.to_owned())), ..Hint::default() };
    let page = format!("<title>The bridge</title><article><h1>The bridge</h1>{page}</article>");
    article(&Capture::of_bytes(url, page.into_bytes()), &hint, &SiteRules::default(), &Limits::default())
}

#[test]
fn a_teaser_gives_way_to_the_feeds_own_text() {
    let got = read(
        &format!("<p>{}</p><p>Subscribe to read on.</p>", sentences(2)),
        &format!("<p>{0}</p><p onclick=x()>{0} <a href=/b>Whole.</a></p>", sentences(6)),
    );
    assert!(got.article.text.ends_with("Whole."));
    assert!(
        got.article.html.as_str().contains("https://paper.example/b")
            && !got.article.html.as_str().contains("onclick")
    );
    assert_eq!(got.report.candidates[0].0, "feed");
    assert!(got.report.signals.iter().any(|signal| signal.field == "html" && signal.from == "feed"));
}

#[test]
fn a_whole_page_stands() {
    let whole = format!("<p>{}</p><p>{}</p>", sentences(6), sentences(7));
    assert_ne!(read(&whole, &format!("<p>{}</p>", sentences(14))).report.candidates[0].0, "feed");
    assert_ne!(
        read("<p>A picture of the week.</p>", "<p>A picture of the week, by Jane.</p>").report.candidates[0]
            .0,
        "feed"
    );
}
