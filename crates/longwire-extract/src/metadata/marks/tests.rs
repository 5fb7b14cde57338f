use super::{MarkKind, RegionKind, said};
use crate::dom::{self, NodeId, ParseLimits};

fn read(html: &str) -> (Vec<(MarkKind, bool)>, Option<RegionKind>) {
    let document = dom::parse_fragment(html, &ParseLimits::default());
    let element =
        document.descendants(NodeId::ROOT).filter(|&id| document.element(id).is_some()).nth(1).unwrap();
    let said = said(&document, element, document.element(element).unwrap(), &mut super::Meanings::default());
    (said.kinds().collect(), said.region)
}

#[test]
fn classes_of_every_spelling_say_what_an_element_holds() {
    for class in ["byline", "post-author", "articleAuthor", "c-article__authors", "zuozhe", "td_author_name"]
    {
        assert_eq!(read(&format!("<p class='{class}'>x")).0, [(MarkKind::Author, false)], "{class}");
    }
    assert_eq!(read("<p class=pubDate>x").0, [(MarkKind::Published, false), (MarkKind::Date, false)]);
    assert_eq!(read("<p id=lastUpdated>x").0, [(MarkKind::Modified, false)]);
    assert_eq!(read("<p class=candidate>x").0, []);
    assert_eq!(read("<p class=author-avatar>x").0, []);
    assert_eq!(read("<p class=comment-author>x").0, []);
}

#[test]
fn markup_for_machines_is_strict() {
    assert_eq!(read("<span itemprop='author creator'>x").0, [(MarkKind::Author, true)]);
    assert_eq!(read("<span property=schema:datePublished>x").0, [(MarkKind::Published, true)]);
    assert_eq!(read("<a rel='nofollow author' href=/x>x").0, [(MarkKind::Author, true)]);
    assert_eq!(read("<time>x").0, [(MarkKind::Date, true)]);
    assert_eq!(read("<a href=/author/jane>x").0, [(MarkKind::Author, false)]);
    assert_eq!(read("<a href=/author/>x").0, []);
}

#[test]
fn regions_that_are_not_the_article_are_known() {
    assert_eq!(read("<nav>x").1, Some(RegionKind::Navigation));
    assert_eq!(read("<div class=comments>x").1, Some(RegionKind::Comments));
    assert_eq!(read("<div id=related-posts>x").1, Some(RegionKind::Related));
    assert_eq!(read("<div class=sidebar>x").1, Some(RegionKind::Aside));
    assert_eq!(read("<blockquote class='x twitter-tweet'>x").1, Some(RegionKind::Comments));
    assert_eq!(read("<blockquote class=quote>x").1, None);
    assert_eq!(read("<main class=has-sidebar>x").1, None); // it describes the page
    assert_eq!(read("<div class=entry-footer>x").1, None); // an article's own end
}
