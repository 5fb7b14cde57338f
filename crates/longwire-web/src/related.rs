//! What else there is of the story that an article tells, by whom and when.

use longwire_model::{ArticleId, Lang, Timestamp};
use longwire_store::ArchivedArticle;

use crate::App;
use crate::catalogue::title_of;
use crate::fault::Fault;
use crate::headline::Headline;
use crate::visitor::Visitor;

/// Articles named under one.
const RELATED_MAX: usize = 5;

/// Another article, as one visitor sees it.
pub(crate) struct Related {
    pub(crate) title: String,
    /// The language of its title, for the browser's choice of glyphs.
    pub(crate) lang: Option<Lang>,
    pub(crate) href: String,
    /// Who announced it, where anybody did.
    pub(crate) source: Option<String>,
    /// When it appeared, for machines.
    pub(crate) iso: String,
    /// The same for people.
    pub(crate) when: String,
}

/// The articles of one story with this one that the visitor may see.
pub(crate) fn of(app: &App, visitor: &Visitor, id: ArticleId, now: Timestamp) -> Result<Vec<Related>, Fault> {
    let audience = visitor.audience();
    let named = |archived: &ArchivedArticle| -> Result<Related, Fault> {
        let source = archived.source_id.map(|id| app.store.source_for(audience, id)).transpose()?.flatten();
        let Headline { title, lang, href, iso, when, .. } = Headline::new(archived, visitor, now);
        Ok(Related { title, lang, href, source: source.as_ref().map(title_of), iso, when })
    };
    app.store.related(audience, id, RELATED_MAX)?.iter().map(named).collect()
}

#[cfg(test)]
mod tests;
