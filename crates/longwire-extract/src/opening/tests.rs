use longwire_model::Url;

use super::*;
use crate::content::Body;
use crate::dom::parse_fragment;

fn written(html: &str) -> Written {
    let document = parse_fragment(html, &ParseLimits::default());
    let base = Url::parse("https://example.org/a").expect("an address");
    write::article(&document, &Body::whole(), &base)
}

const LONG: &str = "The council met on Tuesday to hear what the harbour master had to say about the quay.";

#[test]
fn a_first_paragraph_all_in_bold_introduces_the_article() {
    let body = written(&format!("<p><strong>{LONG}   </strong></p><p>Then it rained.</p>"));
    assert_eq!(standfirst(&body).as_deref(), Some(LONG));
    let below_a_picture = written(&format!("<img src=/a.jpg><p><b>{LONG}</b></p><p>Then it rained.</p>"));
    assert_eq!(standfirst(&below_a_picture).as_deref(), Some(LONG));
}

#[test]
fn bold_openings_of_other_kinds_are_no_standfirst() {
    let none = |html: String| assert_eq!(standfirst(&written(&html)), None, "{html}");
    none("<p><strong>HARBOUR</strong></p><p>Short and bold.</p>".into());
    none(format!("<p><strong>HARBOUR</strong> {LONG}</p><p>Then.</p>"));
    none(format!("<p><strong>{LONG}</strong></p><p><strong>Another question?</strong></p>"));
    none(format!("<p><strong>{LONG}</strong></p>"));
    none(format!("<p>{LONG}</p><p><strong>{LONG}</strong></p><p>Then.</p>"));
}

#[test]
fn a_picture_before_all_text_leads_and_a_later_one_does_not() {
    let first = written(&format!("<img src=/a.jpg alt='The quay' width=900 height=500><p>{LONG}</p>"));
    let lead = lead_image(&first).expect("a lead image");
    assert_eq!(lead.url.as_str(), "https://example.org/a.jpg");
    assert_eq!(lead.caption.as_deref(), Some("The quay"));
    assert_eq!(lead_image(&written(&format!("<p>{LONG}</p><img src=/a.jpg>"))), None);
    assert_eq!(lead_image(&written("")), None);
}
