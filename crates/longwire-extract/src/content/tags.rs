//! What kinds of elements there are, as far as choosing a body goes.

use html5ever::{LocalName, local_name};

/// How an element takes part in the flow of text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Flow {
    /// Nothing in it is text of the page.
    Skip,
    /// It stands in a line of text.
    Inline,
    /// It ends the line.
    Break,
    /// A picture, a film, a frame.
    Media,
    /// It begins and ends a block.
    Block(Tag),
}

/// Kinds of block elements.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Tag {
    Division,
    Paragraph,
    Heading(u8),
    List,
    Item,
    Table,
    Row,
    Cell,
    Quote,
    Preformatted,
    Figure,
    Caption,
    Definition,
    Nav,
    Aside,
    Footer,
    Header,
    Article,
    Main,
    Section,
    Form,
    Address,
}

/// How an HTML element takes part in the flow of text.
pub(super) fn flow(name: &LocalName) -> Flow {
    use Flow::{Block, Break, Inline, Media, Skip};
    match *name {
        local_name!("div") | local_name!("center") | local_name!("body") | local_name!("html") => {
            Block(Tag::Division)
        }
        local_name!("p") => Block(Tag::Paragraph),
        local_name!("a") | local_name!("span") | local_name!("b") | local_name!("strong") => Inline,
        local_name!("br") | local_name!("hr") => Break,
        local_name!("img") | local_name!("video") | local_name!("audio") | local_name!("iframe") => Media,
        local_name!("picture") | local_name!("embed") | local_name!("object") => Media,
        local_name!("script") | local_name!("style") | local_name!("noscript") | local_name!("template") => {
            Skip
        }
        local_name!("head") | local_name!("select") | local_name!("option") | local_name!("button") => Skip,
        local_name!("textarea") | local_name!("input") | local_name!("svg") | local_name!("canvas") => Skip,
        local_name!("datalist") | local_name!("map") | local_name!("frameset") | local_name!("noframes") => {
            Skip
        }
        local_name!("title") | local_name!("meta") | local_name!("link") => Skip,
        local_name!("li") => Block(Tag::Item),
        local_name!("ul") | local_name!("ol") | local_name!("menu") | local_name!("dir") => Block(Tag::List),
        local_name!("dl") => Block(Tag::List),
        local_name!("dt") | local_name!("dd") => Block(Tag::Definition),
        local_name!("h1") => Block(Tag::Heading(1)),
        local_name!("h2") => Block(Tag::Heading(2)),
        local_name!("h3") => Block(Tag::Heading(3)),
        local_name!("h4") => Block(Tag::Heading(4)),
        local_name!("h5") => Block(Tag::Heading(5)),
        local_name!("h6") => Block(Tag::Heading(6)),
        local_name!("table") => Block(Tag::Table),
        local_name!("tr") | local_name!("tbody") | local_name!("thead") | local_name!("tfoot") => {
            Block(Tag::Row)
        }
        local_name!("td") | local_name!("th") => Block(Tag::Cell),
        local_name!("caption") | local_name!("figcaption") => Block(Tag::Caption),
        local_name!("figure") => Block(Tag::Figure),
        local_name!("blockquote") => Block(Tag::Quote),
        local_name!("pre") | local_name!("listing") | local_name!("xmp") => Block(Tag::Preformatted),
        local_name!("nav") => Block(Tag::Nav),
        local_name!("aside") => Block(Tag::Aside),
        local_name!("footer") => Block(Tag::Footer),
        local_name!("header") | local_name!("hgroup") => Block(Tag::Header),
        local_name!("article") => Block(Tag::Article),
        local_name!("main") => Block(Tag::Main),
        local_name!("section") | local_name!("details") | local_name!("summary") => Block(Tag::Section),
        local_name!("form") | local_name!("fieldset") | local_name!("legend") => Block(Tag::Form),
        local_name!("address") => Block(Tag::Address),
        _ => Inline,
    }
}
