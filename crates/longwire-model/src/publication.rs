//! What is republished: a named selection of articles.

use crate::{Lang, SourceId};

/// A named selection of articles, republished as feeds and as a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Publication {
    /// The name in its address. Given once; it never changes.
    pub slug: String,
    /// Its title; empty for one that needs none of its own: the whole archive, a language.
    pub title: String,
    /// Which articles are in it.
    pub selection: Selection,
}

/// Which articles belong to a publication.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Selection {
    /// Where its articles come from: any of these will do.
    pub scopes: Vec<Scope>,
}

/// Articles that have one thing in common.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Scope {
    /// The whole archive.
    All,
    /// Those that a source announced.
    Source(SourceId),
    /// Those that the sources in a folder announced.
    Folder(String),
    /// Those with a tag, compared without case.
    Tag(String),
    /// Those in a language: `zh` takes in `zh-Hant`, and not the other way round.
    Language(Lang),
}
