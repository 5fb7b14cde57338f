//! What stands around a block, as bits: the elements that say what they hold.
//!
//! An element says so by its tag or, where it is made of plain divisions, by its
//! `role`. Names in `class` and `id` are the matter of `names`.
//!
//! Spec: WAI-ARIA 1.2 §5.3.4 (landmark roles).

use super::tags::Tag;

pub(super) const NAV: u32 = 1;
pub(super) const ASIDE: u32 = 1 << 1;
pub(super) const FOOTER: u32 = 1 << 2;
pub(super) const HEADER: u32 = 1 << 3;
pub(super) const ARTICLE: u32 = 1 << 4;
pub(super) const MAIN: u32 = 1 << 5;
pub(super) const FORM: u32 = 1 << 6;
pub(super) const TABLE: u32 = 1 << 7;
pub(super) const LIST: u32 = 1 << 8;
pub(super) const FIGURE: u32 = 1 << 9;
pub(super) const QUOTE: u32 = 1 << 10;
pub(super) const HIDDEN: u32 = 1 << 11;
pub(super) const ITEM_BODY: u32 = 1 << 12;
pub(super) const LINK: u32 = 1 << 13;
/// How many of the bits are columns of a row.
pub(super) const COUNT: u32 = 14;
/// A picture's caption; no column.
pub(super) const CAPTION: u32 = 1 << COUNT;
/// A post of another service; no column.
pub(super) const POST: u32 = 1 << (COUNT + 1);

/// What an element says of what is in it by its tag.
pub(super) fn of_tag(tag: Tag) -> u32 {
    match tag {
        Tag::Nav => NAV,
        Tag::Aside => ASIDE,
        Tag::Footer => FOOTER,
        Tag::Header => HEADER,
        Tag::Article => ARTICLE,
        Tag::Main => MAIN,
        Tag::Form => FORM,
        Tag::Table => TABLE,
        Tag::List => LIST,
        Tag::Figure | Tag::Caption => FIGURE,
        Tag::Quote => QUOTE,
        _ => 0,
    }
}

/// What an element says by its `role`; roles of other kinds say nothing.
pub(super) fn of_role(role: &str) -> u32 {
    match role {
        "navigation" | "menu" | "menubar" | "toolbar" => NAV,
        "complementary" => ASIDE,
        "contentinfo" => FOOTER,
        "banner" => HEADER,
        "article" => ARTICLE,
        "main" => MAIN,
        "form" | "search" => FORM,
        _ => 0,
    }
}

#[cfg(test)]
mod tests;
