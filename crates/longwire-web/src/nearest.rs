//! The nearest feeds to a name that no feed has: people guess, and programs guess worse.

use longwire_store::{Audience, SourceState, Store, StoreError, Which};

use crate::catalogue::title_of;
use crate::fault::{Fault, Nearest};

/// Feeds named at most.
const NEAREST_MAX: usize = 5;
/// Names below this likeness are not worth naming; 1 is the same name.
const LIKENESS_MIN: f64 = 0.7;
/// A guess is compared and shown no further than so many characters.
const GUESS_CHARS_MAX: usize = 80;

/// The fault of asking for a slug that no source has. `ending` is the format asked for.
pub(crate) fn unknown_slug(store: &dyn Store, slug: &str, ending: &str) -> Result<Fault, StoreError> {
    let slug: String = slug.chars().take(GUESS_CHARS_MAX).collect();
    let nearest = nearest(&slug, &store.sources_for(Audience::Everybody, Which::Active)?)
        .map(|source| Nearest {
            slug: source.slug.clone(),
            title: title_of(source),
            file: format!("{}.{ending}", source.slug),
        })
        .collect();
    Ok(Fault::UnknownFeed { slug, nearest })
}

fn nearest<'a>(slug: &str, sources: &'a [SourceState]) -> impl Iterator<Item = &'a SourceState> {
    let slug = slug.to_lowercase();
    let mut rated: Vec<_> = sources
        .iter()
        .map(|source| (likeness(&slug, source), source))
        .filter(|(likeness, _)| *likeness >= LIKENESS_MIN)
        .collect();
    rated.sort_by(|(a, _), (b, _)| b.total_cmp(a));
    rated.into_iter().take(NEAREST_MAX).map(|(_, source)| source)
}

/// How alike a guess and a source are: by spelling of the slug or title, and one within the other.
fn likeness(guess: &str, source: &SourceState) -> f64 {
    let title: String = source.source.title.to_lowercase().chars().take(GUESS_CHARS_MAX).collect();
    let part = |name: &str| guess.chars().count() >= 2 && name.contains(guess);
    let whole = || source.slug.chars().count() >= 3 && guess.contains(&source.slug);
    if part(&source.slug) || part(&title) || whole() {
        return 0.95;
    }
    strsim::jaro_winkler(guess, &source.slug).max(strsim::jaro_winkler(guess, &title))
}

#[cfg(test)]
mod tests;
