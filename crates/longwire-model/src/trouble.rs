//! What can be wrong with a source, as kinds that have a name.
//!
//! The message of a failure says what happened this once; its [`Trouble`] says
//! of what kind it was. The schedule has a rule for each kind, the pages have
//! words for each in every language, and programs read its [`code`](Trouble::code).

/// The kind of a failed poll.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Trouble {
    /// The server knows no such address (404).
    NotFound,
    /// The server says that the address is gone for good (410).
    Gone,
    /// A page with status 200 that says the address does not exist.
    SoftNotFound,
    /// The host's name has no address.
    Dns,
    /// No trustworthy encrypted connection.
    Tls,
    /// The connection was refused or broke.
    Unreachable,
    /// The server did not answer in time, or trickled.
    TooSlow,
    /// The server's own failure (5xx).
    ServerError,
    /// The server asked us to slow down (429, 503).
    Throttled,
    /// robots.txt forbids the address.
    Disallowed,
    /// There is a robots.txt and it can not be had, so the host waits.
    RobotsUnavailable,
    /// Forbidden without further reason (403).
    Forbidden,
    /// A login is needed (401).
    Login,
    /// Payment is needed (402).
    Payment,
    /// Withheld for legal reasons (451).
    Legal,
    /// Cloudflare's challenge.
    Cloudflare,
    /// DataDome's challenge.
    DataDome,
    /// Akamai's challenge or block page.
    Akamai,
    /// Another captcha or script puzzle.
    Captcha,
    /// A page that asks for consent stands where the content was.
    ConsentWall,
    /// A page that asks for a login stands where the content was.
    LoginWall,
    /// A web page stands where the feed was, and it announces a feed elsewhere.
    FeedElsewhere,
    /// Something that is no feed stands where the feed was.
    NotAFeed,
    /// The page lists no articles any more.
    NoArticles,
    /// Redirects that lead in a circle, or on and on.
    Redirects,
    /// More bytes than the limit.
    TooLarge,
    /// An answer without content.
    Empty,
    /// An answer that broke off or is damaged.
    Truncated,
    /// Another status that is no use.
    Status,
    /// An address that is not one we fetch.
    BadAddress,
    /// An address in a private network.
    PrivateAddress,
    /// A setting of this installation can not be used.
    Setup,
}

impl Trouble {
    /// Every kind.
    pub const ALL: [Self; 32] = [
        Self::NotFound,
        Self::Gone,
        Self::SoftNotFound,
        Self::Dns,
        Self::Tls,
        Self::Unreachable,
        Self::TooSlow,
        Self::ServerError,
        Self::Throttled,
        Self::Disallowed,
        Self::RobotsUnavailable,
        Self::Forbidden,
        Self::Login,
        Self::Payment,
        Self::Legal,
        Self::Cloudflare,
        Self::DataDome,
        Self::Akamai,
        Self::Captcha,
        Self::ConsentWall,
        Self::LoginWall,
        Self::FeedElsewhere,
        Self::NotAFeed,
        Self::NoArticles,
        Self::Redirects,
        Self::TooLarge,
        Self::Empty,
        Self::Truncated,
        Self::Status,
        Self::BadAddress,
        Self::PrivateAddress,
        Self::Setup,
    ];

    /// The word for it in databases and in answers to programs; never changes.
    pub fn code(self) -> &'static str {
        match self {
            Self::NotFound => "not-found",
            Self::Gone => "gone",
            Self::SoftNotFound => "soft-not-found",
            Self::Dns => "dns",
            Self::Tls => "tls",
            Self::Unreachable => "unreachable",
            Self::TooSlow => "too-slow",
            Self::ServerError => "server-error",
            Self::Throttled => "throttled",
            Self::Disallowed => "robots-disallowed",
            Self::RobotsUnavailable => "robots-unavailable",
            Self::Forbidden => "forbidden",
            Self::Login => "login",
            Self::Payment => "payment",
            Self::Legal => "legal",
            Self::Cloudflare => "challenge-cloudflare",
            Self::DataDome => "challenge-datadome",
            Self::Akamai => "challenge-akamai",
            Self::Captcha => "challenge-captcha",
            Self::ConsentWall => "consent-wall",
            Self::LoginWall => "login-wall",
            Self::FeedElsewhere => "feed-elsewhere",
            Self::NotAFeed => "not-a-feed",
            Self::NoArticles => "no-articles",
            Self::Redirects => "redirects",
            Self::TooLarge => "too-large",
            Self::Empty => "empty",
            Self::Truncated => "truncated",
            Self::Status => "status",
            Self::BadAddress => "bad-address",
            Self::PrivateAddress => "private-address",
            Self::Setup => "setup",
        }
    }

    /// The kind with a code; `None` for no code of ours.
    pub fn of_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|trouble| trouble.code() == code)
    }
}

#[cfg(test)]
mod tests;
