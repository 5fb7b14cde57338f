use super::*;
use crate::dom::{ParseLimits, parse};

/// One row: a page with one picture, its caption and its credit; empty for none.
#[track_caller]
fn check(html: &str, text: &str, credit: &str) {
    let document = parse(html, &ParseLimits::default());
    let image = document.first_named(NodeId::ROOT, &local_name!("img")).unwrap();
    let found = of(&document, image);
    let found_text = found.as_ref().and_then(|it| it.text.as_deref()).unwrap_or("");
    let found_credit = found.as_ref().and_then(|it| it.credit.as_deref()).unwrap_or("");
    assert_eq!((found_text, found_credit), (text, credit), "{html}");
}

#[test]
fn a_figure_names_its_caption() {
    check("<figure><img src=a.jpg><figcaption>The quay</figcaption></figure>", "The quay", "");
    check(
        "<figure><a><img src=a.jpg></a><figcaption>The quay <i>Photo: Ana Ruiz</i></figcaption></figure>",
        "The quay",
        "Ana Ruiz",
    );
}

#[test]
fn a_line_behind_the_picture_is_its_caption_where_it_says_so() {
    check("<p align=center><img src=a.jpg></p>\n<p align=center>码头 王堃 摄</p>", "码头", "王堃");
    check("<div><img src=a.jpg><div class=photo_text>石滬</div></div>", "石滬", "");
    check("<p><img src=a.jpg><br><span class=wp-caption-text>The quay</span></p>", "The quay", "");
}

#[test]
fn any_other_line_is_text() {
    check("<p><img src=a.jpg></p><p>The council met on Monday.</p>", "", "");
    check("<p><img src=a.jpg>The council met on Monday. Photo: Ana Ruiz</p>", "", "");
    check("<p>Before <img src=a.jpg></p><p>码头 王堃 摄</p>", "", "");
    check("<figure><img src=a.jpg></figure><p>码头 王堃 摄</p>", "", "");
}
