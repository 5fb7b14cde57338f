//! Of what kind is a failed poll?

use longwire_extract::{Hint, Limits, NotArticle, Outcome, SiteRules, decode, dom, listing};
use longwire_fetch::{FetchError, Refusal};
use longwire_model::{Capture, Trouble, Url};

/// The kind of a failed fetch; `None` where nothing was tried.
pub(crate) fn of_error(error: &FetchError) -> Option<Trouble> {
    Some(match error {
        FetchError::NotYet { .. } => return None,
        FetchError::Setup { .. } => Trouble::Setup,
        FetchError::BadAddress { .. } => Trouble::BadAddress,
        FetchError::PrivateAddress { .. } => Trouble::PrivateAddress,
        FetchError::Disallowed { .. } => Trouble::Disallowed,
        FetchError::RobotsUnavailable { .. } => Trouble::RobotsUnavailable,
        FetchError::NotFound { .. } => Trouble::NotFound,
        FetchError::Gone { .. } => Trouble::Gone,
        FetchError::Refused { refusal, .. } => of_refusal(*refusal),
        FetchError::Throttled { .. } => Trouble::Throttled,
        FetchError::Status { status: 500.., .. } => Trouble::ServerError,
        FetchError::TooLarge { .. } => Trouble::TooLarge,
        FetchError::TooSlow { .. } => Trouble::TooSlow,
        FetchError::TooManyRedirects { .. } => Trouble::Redirects,
        FetchError::Empty { .. } => Trouble::Empty,
        FetchError::Truncated { .. } => Trouble::Truncated,
        FetchError::Dns { .. } => Trouble::Dns,
        FetchError::Tls { .. } => Trouble::Tls,
        FetchError::Unreachable { .. } => Trouble::Unreachable,
        _ => Trouble::Status,
    })
}

fn of_refusal(refusal: Refusal) -> Trouble {
    match refusal {
        Refusal::Login => Trouble::Login,
        Refusal::Payment => Trouble::Payment,
        Refusal::Legal => Trouble::Legal,
        Refusal::Cloudflare => Trouble::Cloudflare,
        Refusal::DataDome => Trouble::DataDome,
        Refusal::Akamai => Trouble::Akamai,
        Refusal::Captcha => Trouble::Captcha,
        _ => Trouble::Forbidden,
    }
}

/// What stands where a feed or a list of articles was.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Unreadable {
    /// Of what kind that is.
    pub(crate) trouble: Trouble,
    /// The same in plain words.
    pub(crate) reason: String,
    /// Where the page says that its feed is.
    pub(crate) announced: Option<Url>,
}

/// Looks at what a server sent in place of what `otherwise` missed: a wall, or a
/// page that announces its feed.
pub(crate) fn of_page(capture: &Capture, otherwise: Trouble, missed: String) -> Unreadable {
    let limits = Limits::default();
    let page = longwire_extract::article(capture, &Hint::default(), &SiteRules::default(), &limits);
    let wall = match page.outcome {
        Outcome::NotArticle(why @ NotArticle::Challenge) => Some((Trouble::Captcha, why)),
        Outcome::NotArticle(why @ NotArticle::ConsentWall) => Some((Trouble::ConsentWall, why)),
        Outcome::NotArticle(why @ NotArticle::LoginWall) => Some((Trouble::LoginWall, why)),
        Outcome::NotArticle(why @ NotArticle::SoftNotFound) => Some((Trouble::SoftNotFound, why)),
        _ => None,
    };
    if let Some((trouble, why)) = wall {
        return Unreadable { trouble, reason: why.words().to_owned(), announced: None };
    }
    let decoded = decode::page(&capture.body, capture.headers.get("content-type"), limits.page_bytes_max);
    let document = dom::parse(&decoded.text, &limits.parse);
    let feeds = listing::feeds(&document, &capture.final_url);
    let elsewhere = feeds.into_iter().map(|link| link.url).find(|url| *url != capture.url);
    match elsewhere {
        Some(url) if otherwise == Trouble::NotAFeed => Unreadable {
            trouble: Trouble::FeedElsewhere,
            reason: format!("a web page stands there now; it announces the feed {url}"),
            announced: Some(url),
        },
        _ => Unreadable { trouble: otherwise, reason: missed, announced: None },
    }
}

#[cfg(test)]
mod tests;
