//! A tolerant reader of XML: what is meant rather than what is written.
//!
//! Feeds break every rule of XML: bare `&`, HTML entities, tags never closed or
//! closed twice, undeclared prefixes, junk before the prolog, an end that never
//! came. A strict parser loses such a feed whole, so the pieces here never fail:
//! [`token`] cuts text and tags, [`entity`] resolves references (with HTML's names, `html4`), [`namespace`]
//! knows vocabularies, [`tree`] holds one element with all that is in it, and
//! [`reader`] walks a document element by element in bounded memory.
//!
//! Deliberately absent: DTDs and the entities they declare, validation.
//!
//! Specs: XML 1.0 (where it can be held), Namespaces in XML 1.0, XML Base.

pub(crate) mod attribute;
pub(crate) mod entity;
mod html4;
pub(crate) mod namespace;
pub(crate) mod reader;
pub(crate) mod token;
pub(crate) mod tree;

pub(crate) use namespace::Ns;
pub(crate) use reader::Reader;
pub(crate) use tree::Element;
