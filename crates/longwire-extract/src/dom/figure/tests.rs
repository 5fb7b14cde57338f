use html5ever::local_name;

use crate::dom::{self, NodeId, ParseLimits};

/// The captions of the figures of a page, once those in all but name are shown.
fn captions(body: &str) -> Vec<String> {
    let mut document =
        dom::parse(&format!("<body><p>Text.</p>{body}<p>More text.</p>"), &ParseLimits::default());
    document.show_figures();
    let is_one = |&id: &NodeId| document.is(id, &local_name!("figcaption"));
    let captions: Vec<NodeId> = document.descendants(NodeId::ROOT).filter(is_one).collect();
    for &caption in &captions {
        assert!(document.ancestors(caption).any(|id| document.is(id, &local_name!("figure"))), "{body}");
    }
    captions.into_iter().map(|id| document.text_content(id).trim().to_owned()).collect()
}

#[test]
fn a_picture_and_the_caption_below_it_are_a_figure() {
    for body in [
        "<div class=wp-caption><a href=/x><img src=a></a><p class=wp-caption-text>The harbour.</p></div>",
        "<div><div><img src=a></div><div class='photo-caption small'><p>The harbour.</p></div></div>",
        "<div class=box><img src=a><strong class=caption><span>The</span> <span>harbour.</span></strong></div>",
        "<div><picture><img src=a></picture><span class=imageCaption>The <a href=/h>harbour</a>.</span></div>",
        "<p><img src=a><br><em>The harbour.</em></p>",
        "<p><a href=/x><img src=a></a> <small>The harbour.</small></p>",
        "<div class=imginline><img src=a><span>The harbour.</span></div>",
        "<dl><dt><img src=a></dt><dd class=wp-caption-text>The harbour.</dd></dl>",
    ] {
        assert_eq!(captions(body), ["The harbour."], "{body}");
    }
}

#[test]
fn what_is_no_caption_or_has_no_picture_of_its_own_stays() {
    for body in [
        "<p>Before. <img src=a><br><em>The harbour.</em></p>",
        "<p><img src=a> <em>The harbour</em> is closed.</p>",
        "<p><img src=a> The harbour.</p>",
        "<div class=feature><img src=icon><span>Fast.</span></div>",
        "<div><p class=caption>The harbour.</p><p>Text without a picture.</p></div>",
        "<div><p class=caption>Over it.</p><img src=a></div>",
        "<div class=card><img src=a><div class=caption><h3>A chair</h3><p>From 20.</p></div></div>",
        "<div class=card><img src=a><div class=caption><a href=/chair>A chair</a></div></div>",
        "<ul><li><img src=a><p class=caption>A chair.</p></li></ul>",
        "<div><img src=a><p class=captioned>The harbour.</p></div>",
        "<div><img src=a><p class=no-caption>The harbour.</p></div>",
        "<svg><image/></svg><em>The harbour.</em>",
    ] {
        assert_eq!(captions(body), [""; 0], "{body}");
    }
    let long = format!("<p><img src=a><em>{}</em></p>", "The harbour. ".repeat(100));
    assert_eq!(captions(&long), [""; 0]);
    assert_eq!(
        captions("<figure><img src=a><figcaption>The harbour.</figcaption></figure>"),
        ["The harbour."]
    );
}

#[test]
fn a_page_of_such_boxes_takes_no_quadratic_time() {
    let wide = "<div><img src=a><p class=caption>The harbour.</p></div>".repeat(50_000);
    assert_eq!(captions(&wide).len(), super::FIGURES_MAX);
    let flat = format!("<div>{}</div>", "<img src=a><p class=caption>The harbour.</p>".repeat(50_000));
    assert!(captions(&flat).is_empty());
}
