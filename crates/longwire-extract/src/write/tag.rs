//! What may be written, and what each element of a page becomes.
//!
//! [`Tag`] is the allow-list: there is no way to write an element that is not
//! in it. [`role`] says for every element of a page whether it becomes one of
//! these, lets its content through, or goes with all it holds.
//!
//! Spec: HTML Standard §4, §15 (obsolete elements).

use html5ever::{LocalName, local_name};

use crate::dom::{Document, NodeId};

macro_rules! tags {
    ($($variant:ident $name:literal),* $(,)?) => {
        /// Every element that may be written.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        pub(crate) enum Tag { $($variant),* }

        impl Tag {
            /// The name as HTML writes it.
            pub(crate) fn name(self) -> &'static str {
                match self { $(Self::$variant => $name),* }
            }
        }
    };
}

tags! {
    // Running text first, see `is_inline`.
    A "a", Abbr "abbr", B "b", Bdi "bdi", Bdo "bdo", Br "br", Cite "cite", Code "code", Del "del", Dfn "dfn",
    Em "em", I "i", Img "img", Ins "ins", Kbd "kbd", Mark "mark", Q "q", Rp "rp", Rt "rt", Ruby "ruby", S "s",
    Samp "samp", Small "small", Span "span", Strong "strong", Sub "sub", Sup "sup", Time "time", U "u", Var "var",
    // Blocks.
    Blockquote "blockquote", Caption "caption", Dd "dd", Details "details", Dl "dl", Dt "dt",
    Figcaption "figcaption", Figure "figure", H1 "h1", H2 "h2", H3 "h3", H4 "h4", H5 "h5", H6 "h6", Hr "hr",
    Li "li", Ol "ol", P "p", Pre "pre", Summary "summary", Table "table", Tbody "tbody", Td "td", Th "th",
    Thead "thead", Tr "tr", Ul "ul",
}

impl Tag {
    /// True for headings.
    pub(crate) fn is_heading(self) -> bool {
        matches!(self, Self::H1 | Self::H2 | Self::H3 | Self::H4 | Self::H5 | Self::H6)
    }

    /// True for elements that hold one run of text and no blocks.
    pub(crate) fn is_leaf(self) -> bool {
        self.is_heading() || matches!(self, Self::Pre | Self::Dt | Self::Summary | Self::Caption)
    }

    /// True for elements of running text.
    pub(crate) fn is_inline(self) -> bool {
        self <= Self::Var
    }
}

/// What becomes of an element of a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    /// Goes with all it holds.
    Drop,
    /// Goes; what it holds stays where it is in the line.
    Through,
    /// Goes; what it holds starts and ends a paragraph.
    Boundary,
    /// Stays, within running text.
    Inline(Tag),
    /// Stays, as a block.
    Block(Tag),
    /// A line break.
    Break,
    /// A thematic break.
    Rule,
    /// A picture.
    Image,
    /// Something that plays or shows another page: becomes a link.
    Embed,
    /// What readers without scripts see: pictures that the page loads later.
    Noscript,
    /// A formula.
    Math,
}

/// The role of an element; `None` for anything that is no element.
pub(super) fn role(document: &Document, id: NodeId) -> Option<Role> {
    let name = document.element(id)?;
    if document.is_foreign(id) {
        return Some(if *name == local_name!("math") { Role::Math } else { Role::Drop });
    }
    Some(html_role(name))
}

fn html_role(name: &LocalName) -> Role {
    use Role::{Block, Boundary, Break, Drop, Embed, Image, Inline, Noscript, Rule, Through};
    match name.as_ref() {
        "a" => Inline(Tag::A),
        "abbr" | "acronym" => Inline(Tag::Abbr),
        "b" => Inline(Tag::B),
        "bdi" => Inline(Tag::Bdi),
        "bdo" => Inline(Tag::Bdo),
        "cite" => Inline(Tag::Cite),
        "code" | "tt" => Inline(Tag::Code),
        "del" => Inline(Tag::Del),
        "dfn" => Inline(Tag::Dfn),
        "em" => Inline(Tag::Em),
        "i" => Inline(Tag::I),
        "ins" => Inline(Tag::Ins),
        "kbd" => Inline(Tag::Kbd),
        "mark" => Inline(Tag::Mark),
        "q" => Inline(Tag::Q),
        "rp" => Inline(Tag::Rp),
        "rt" => Inline(Tag::Rt),
        "ruby" => Inline(Tag::Ruby),
        "s" | "strike" => Inline(Tag::S),
        "samp" => Inline(Tag::Samp),
        "small" => Inline(Tag::Small),
        "span" | "font" => Inline(Tag::Span),
        "strong" => Inline(Tag::Strong),
        "sub" => Inline(Tag::Sub),
        "sup" => Inline(Tag::Sup),
        "time" => Inline(Tag::Time),
        "u" => Inline(Tag::U),
        "var" => Inline(Tag::Var),
        "blockquote" => Block(Tag::Blockquote),
        "caption" => Block(Tag::Caption),
        "dd" => Block(Tag::Dd),
        "details" => Block(Tag::Details),
        "dl" => Block(Tag::Dl),
        "dt" => Block(Tag::Dt),
        "figcaption" => Block(Tag::Figcaption),
        "figure" => Block(Tag::Figure),
        "h1" => Block(Tag::H1),
        "h2" => Block(Tag::H2),
        "h3" => Block(Tag::H3),
        "h4" => Block(Tag::H4),
        "h5" => Block(Tag::H5),
        "h6" => Block(Tag::H6),
        "li" => Block(Tag::Li),
        "ol" => Block(Tag::Ol),
        "pre" | "listing" | "xmp" | "plaintext" => Block(Tag::Pre),
        "summary" => Block(Tag::Summary),
        "table" => Block(Tag::Table),
        "tbody" | "tfoot" => Block(Tag::Tbody),
        "td" => Block(Tag::Td),
        "th" => Block(Tag::Th),
        "thead" => Block(Tag::Thead),
        "tr" => Block(Tag::Tr),
        "ul" | "menu" | "dir" => Block(Tag::Ul),
        "br" => Break,
        "hr" => Rule,
        "img" | "image" | "amp-img" => Image,
        "iframe" | "amp-iframe" | "video" | "amp-video" | "audio" | "amp-audio" | "amp-youtube" | "embed"
        | "object" => Embed,
        "noscript" => Noscript,
        "address" | "article" | "aside" | "body" | "center" | "dialog" | "div" | "fieldset" | "footer"
        | "form" | "frameset" | "header" | "hgroup" | "html" | "legend" | "main" | "marquee" | "nav"
        | "optgroup" | "p" | "search" | "section" | "multicol" => Boundary,
        "applet" | "area" | "base" | "basefont" | "bgsound" | "button" | "canvas" | "col" | "colgroup"
        | "datalist" | "frame" | "head" | "input" | "link" | "meta" | "noembed" | "noframes" | "option"
        | "param" | "progress" | "meter" | "script" | "select" | "source" | "style" | "svg" | "template"
        | "textarea" | "title" | "track" | "wbr" => Drop,
        _ => Through,
    }
}
