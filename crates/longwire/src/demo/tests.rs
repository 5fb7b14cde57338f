//! The pages of the demo, extracted alone: what comes out is what was written.

use longwire_extract::{Hint, Limits, Outcome, SiteRules, article};
use longwire_model::{Capture, Headers, RawHtml, Timestamp, Url};

use super::newsroom::Newsroom;
use super::publisher::Plan;
use super::reply::{Asked, reply};
use super::site::HOUSES;
use super::written::Written;

fn start() -> Timestamp {
    Timestamp::from_seconds(1_790_000_000)
}

fn capture(newsroom: &Newsroom, written: &Written) -> Capture {
    let asked = Asked { path: written.url.path(), if_none_match: None, if_modified_since: None };
    let reply = reply(newsroom, &asked, start());
    let headers = reply.headers.into_iter().map(|(name, value)| (name.to_owned(), value)).collect();
    Capture {
        headers: Headers(headers),
        captured_at: Some(start()),
        ..Capture::of_bytes(written.url.clone(), reply.body.into_owned())
    }
}

/// Every way in which the extraction differs from what was written.
fn differences(newsroom: &Newsroom, written: &Written) -> Vec<String> {
    let hint = Hint {
        title: Some(written.title.clone()),
        published_at: Some(written.published_at),
        summary: Some(RawHtml(written.first_sentence())),
        site_name: Some(newsroom.house.name.into()),
        ..Hint::default()
    };
    let found = article(&capture(newsroom, written), &hint, &SiteRules::default(), &Limits::default());
    let (it, lead) = (&found.article, written.lead.clone().unwrap());
    let found_lead = it.lead_image.clone();
    let authors: Vec<_> = written.authors.iter().map(|by| (by.name.clone(), by.url.clone())).collect();
    let found_authors: Vec<_> = it.authors.iter().map(|by| (by.name.clone(), by.url.clone())).collect();
    let rows = [
        ("outcome", format!("{:?}", Outcome::Article), format!("{:?}", found.outcome)),
        ("url", written.url.to_string(), it.url.to_string()),
        ("title", written.title.clone(), it.title.clone()),
        ("section", written.section.clone(), it.section.clone().unwrap_or_default()),
        ("site name", newsroom.house.name.into(), it.site_name.clone().unwrap_or_default()),
        ("authors", format!("{authors:?}"), format!("{found_authors:?}")),
        ("published", format!("{:?}", Some(written.published_at)), format!("{:?}", it.published_at)),
        (
            "language",
            newsroom.house.language.into(),
            it.language.clone().map(|it| it.to_string()).unwrap_or_default(),
        ),
        ("standfirst", format!("{:?}", written.standfirst), format!("{:?}", it.standfirst)),
        (
            "lead",
            format!("{:?}", Some(lead.url)),
            format!("{:?}", found_lead.as_ref().map(|it| it.url.clone())),
        ),
        (
            "caption",
            format!("{:?}", lead.caption),
            format!("{:?}", found_lead.as_ref().and_then(|it| it.caption.clone())),
        ),
        (
            "credit",
            format!("{:?}", lead.credit),
            format!("{:?}", found_lead.as_ref().and_then(|it| it.credit.clone())),
        ),
        ("text", written.lines().join("\n"), it.text.clone()),
    ];
    let place = format!("{} / {}", newsroom.house.name, written.title);
    rows.into_iter()
        .filter(|(_, wanted, found)| wanted != found)
        .map(|(what, wanted, given)| {
            let from = found.report.signals.iter().filter(|signal| signal.field.starts_with(what));
            let from: Vec<_> = from.map(|signal| format!("{} {:?}", signal.from, signal.value)).collect();
            format!("{place} / {what}\n  written {wanted}\n  found   {given}\n  from    {}", from.join("; "))
        })
        .collect()
}

#[test]
fn every_page_gives_back_what_was_written() {
    let mut found = Vec::new();
    for house in HOUSES {
        let home = Url::parse("http://127.0.0.1:9/").unwrap();
        let newsroom = Newsroom::open(house, home, start(), &Plan::default());
        for written in newsroom.edition(start()).articles {
            found.extend(differences(&newsroom, &written));
        }
    }
    assert!(found.is_empty(), "{} differences:\n{}", found.len(), found.join("\n"));
}
