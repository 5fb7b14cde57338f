//! Chinese in the characters that a publication's readers read.
//!
//! What is converted: title, introduction, captions and the text of the body.
//! What stays: names of people, publishers, sections and tags, which are names
//! and are looked for by them; addresses and attributes; code. Only articles
//! whose language is Chinese are touched, never Japanese; words are kept, only
//! their characters change (OpenCC's tables for Taiwan's forms one way, and
//! its Simplified ones the other), so that a publisher's text stays theirs.
//!
//! Spec: OpenCC, configurations `s2tw` and `t2s`.

use std::sync::OnceLock;

use ferrous_opencc::OpenCC;
use ferrous_opencc::config::BuiltinConfig;
use longwire_feed::write::{ItemImage, PublishedItem};
use longwire_model::{Lang, Script};

/// Elements whose text is no prose.
const VERBATIM: &[&str] = &["code", "kbd", "pre", "samp", "var"];

static TO_SIMPLIFIED: OnceLock<OpenCC> = OnceLock::new();
static TO_TRADITIONAL: OnceLock<OpenCC> = OnceLock::new();

/// The language of what was converted.
pub(super) fn language(script: Script) -> Lang {
    let tag = match script {
        Script::Simplified => "zh-Hans",
        Script::Traditional => "zh-Hant",
    };
    Lang::parse(tag).expect("both are language tags")
}

/// True for Chinese that is not in this script already, or does not say in which it is.
pub(super) fn is_to_be_converted(language: &Lang, script: Script) -> bool {
    language.primary() == "zh" && *language != self::language(script)
}

/// Converts an item, whose language is `of`. Time is linear in its text.
pub(super) fn converted(item: PublishedItem, of: &Lang, script: Script) -> PublishedItem {
    if !is_to_be_converted(of, script) {
        return item;
    }
    let text = |text: String| converter(script).convert(&text);
    let image = |image: ItemImage| ItemImage { caption: image.caption.map(text), ..image };
    PublishedItem {
        title: text(item.title),
        summary: item.summary.map(text),
        content: item.content.with_texts(VERBATIM, |run| converter(script).convert(run)),
        lead_image: item.lead_image.map(image),
        language: Some(language(script)),
        ..item
    }
}

fn converter(script: Script) -> &'static OpenCC {
    let (kept, config) = match script {
        Script::Simplified => (&TO_SIMPLIFIED, BuiltinConfig::T2s),
        Script::Traditional => (&TO_TRADITIONAL, BuiltinConfig::S2tw),
    };
    kept.get_or_init(|| OpenCC::from_config(config).expect("its dictionaries are part of the program"))
}

#[cfg(test)]
mod tests;
