//! Namespaces: from prefixes and addresses to the vocabularies we know.

use super::attribute;

/// A vocabulary.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Ns {
    /// The feed's own words: RSS of any version, and anything without a namespace.
    Core,
    Atom,
    Rdf,
    Dc,
    DcTerms,
    Content,
    Media,
    Itunes,
    Podcast,
    Geo,
    Slash,
    Wfw,
    Xhtml,
    Syndication,
    Feedburner,
    CreativeCommons,
    Thread,
    GooglePlay,
    Xml,
    /// One we do not know.
    Other,
}

/// Addresses by the text that tells them apart (lower case, without scheme and
/// trailing `/` or `#`, as both vary in the wild), and the prefix by which the
/// vocabulary is known where nobody declared it.
#[rustfmt::skip]
const KNOWN: &[(&str, Ns)] = &[
    ("www.w3.org/2005/atom", Ns::Atom), ("purl.org/atom/ns", Ns::Atom),
    ("www.w3.org/1999/02/22-rdf-syntax-ns", Ns::Rdf),
    ("purl.org/dc/elements/1.1", Ns::Dc), ("purl.org/dc/elements/1.0", Ns::Dc), ("purl.org/dc", Ns::Dc),
    ("purl.org/dc/terms", Ns::DcTerms),
    ("purl.org/rss/1.0/modules/content", Ns::Content), ("purl.org/rss/1.0/modules/encoding", Ns::Content),
    ("search.yahoo.com/mrss", Ns::Media), ("video.search.yahoo.com/mrss", Ns::Media),
    ("tools.search.yahoo.com/mrss", Ns::Media), ("api.maximumasp.com/mrss", Ns::Media),
    ("www.itunes.com/dtds/podcast-1.0.dtd", Ns::Itunes), ("www.itunes.com/dtds/podcast", Ns::Itunes),
    ("itunes.com/dtds/podcast-1.0.dtd", Ns::Itunes), ("example.com/dtds/podcast-1.0.dtd", Ns::Itunes),
    ("podcastindex.org/namespace/1.0", Ns::Podcast),
    ("github.com/podcastindex-org/podcast-namespace/blob/main/docs/1.0.md", Ns::Podcast),
    ("www.georss.org/georss", Ns::Geo), ("www.w3.org/2003/01/geo/wgs84_pos", Ns::Geo),
    ("www.opengis.net/gml", Ns::Geo),
    ("purl.org/rss/1.0/modules/slash", Ns::Slash),
    ("wellformedweb.org/commentapi", Ns::Wfw),
    ("www.w3.org/1999/xhtml", Ns::Xhtml),
    ("purl.org/rss/1.0/modules/syndication", Ns::Syndication),
    ("rssnamespace.org/feedburner/ext/1.0", Ns::Feedburner),
    ("backend.userland.com/creativecommonsrssmodule", Ns::CreativeCommons),
    ("cyber.law.harvard.edu/rss/creativecommonsrssmodule.html", Ns::CreativeCommons),
    ("creativecommons.org/ns", Ns::CreativeCommons), ("web.resource.org/cc", Ns::CreativeCommons),
    ("purl.org/syndication/thread/1.0", Ns::Thread),
    ("www.google.com/schemas/play-podcasts/1.0", Ns::GooglePlay),
    ("www.w3.org/xml/1998/namespace", Ns::Xml),
];

/// Prefixes everybody uses for one thing, for feeds that forget to declare them.
#[rustfmt::skip]
const USUAL: &[(&str, Ns)] = &[
    ("atom", Ns::Atom), ("atom10", Ns::Atom), ("rdf", Ns::Rdf), ("dc", Ns::Dc), ("dcterms", Ns::DcTerms),
    ("content", Ns::Content), ("media", Ns::Media), ("itunes", Ns::Itunes), ("podcast", Ns::Podcast),
    ("georss", Ns::Geo), ("geo", Ns::Geo), ("gml", Ns::Geo), ("slash", Ns::Slash), ("wfw", Ns::Wfw),
    ("xhtml", Ns::Xhtml), ("sy", Ns::Syndication), ("feedburner", Ns::Feedburner),
    ("creativecommons", Ns::CreativeCommons), ("cc", Ns::CreativeCommons), ("thr", Ns::Thread),
    ("googleplay", Ns::GooglePlay), ("xml", Ns::Xml), ("rss", Ns::Core),
];

/// The namespace declarations in force.
#[derive(Debug, Default)]
pub(crate) struct Scope<'a> {
    bindings: Vec<Binding<'a>>,
}

#[derive(Debug)]
struct Binding<'a> {
    prefix: &'a str,
    ns: Ns,
    depth: usize,
}

/// Declarations remembered at once. A feed has a dozen.
const BINDINGS_MAX: usize = 256;

impl<'a> Scope<'a> {
    /// Takes up the declarations on a tag at `depth`.
    pub(crate) fn enter(&mut self, attributes: &'a str, depth: usize) {
        if memchr::memmem::find(attributes.as_bytes(), b"xmlns").is_none() {
            return;
        }
        for (name, value) in attribute::all(attributes) {
            let Some(prefix) = name.strip_prefix("xmlns") else { continue };
            let prefix = prefix.strip_prefix(':').unwrap_or(prefix);
            if self.bindings.len() < BINDINGS_MAX {
                self.bindings.push(Binding { prefix, ns: of_address(value, prefix.is_empty()), depth });
            }
        }
    }

    /// Drops the declarations made at `depth` and below it.
    pub(crate) fn leave(&mut self, depth: usize) {
        while self.bindings.last().is_some_and(|b| b.depth >= depth) {
            self.bindings.pop();
        }
    }

    /// The vocabulary and the local part of a tag's name.
    pub(crate) fn resolve(&self, name: &'a str) -> (Ns, &'a str) {
        let (prefix, local) = name.split_once(':').unwrap_or(("", name));
        let bound = self.bindings.iter().rev().find(|b| b.prefix == prefix);
        let ns = match bound {
            Some(binding) => binding.ns,
            None if prefix.is_empty() => Ns::Core,
            None => {
                let usual = USUAL.iter().find(|(known, _)| known.eq_ignore_ascii_case(prefix));
                usual.map_or(Ns::Other, |(_, ns)| *ns)
            }
        };
        (ns, local)
    }
}

/// The vocabulary an address names. Of an unknown default namespace the feed's
/// own words are taken to come: old Atom drafts had a dozen addresses.
fn of_address(address: &str, is_default: bool) -> Ns {
    let address = address.trim();
    let bare = address.split_once("://").map_or(address, |(_, rest)| rest).trim_end_matches(['/', '#']);
    let known = KNOWN.iter().find(|(known, _)| known.eq_ignore_ascii_case(bare));
    match known {
        Some((_, ns)) => *ns,
        None if is_default || is_rss(bare) => Ns::Core,
        None => Ns::Other,
    }
}

/// The addresses RSS has had: `purl.org/rss/1.0`, `my.netscape.com/rdf/simple/0.9`, ….
fn is_rss(bare: &str) -> bool {
    let bare = bare.to_ascii_lowercase();
    let is_module = bare.contains("/modules/") || bare.contains("module");
    !is_module
        && (bare.starts_with("purl.org/rss")
            || bare.starts_with("purl.org/net/rss")
            || bare.contains("netscape.com/rdf/simple")
            || bare.contains("userland.com/rss")
            || bare.starts_with("blogs.law.harvard.edu/tech/rss")
            || bare.starts_with("cyber.law.harvard.edu/rss/rss")
            || bare.starts_with("channel.netscape.com/rdf"))
}

#[cfg(test)]
mod tests;
