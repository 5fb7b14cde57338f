//! English.

use longwire_model::Trouble;

/// Challenges that we do not get past.
const CHALLENGE: &str = "We do not get past such checks. Ask the site to admit our user agent for its feed, or look for another feed of it.";

#[expect(clippy::too_many_lines, reason = "one row a kind")]
pub(super) fn words(trouble: Trouble) -> (&'static str, &'static str) {
    match trouble {
        Trouble::Gone => (
            "The site says this feed is gone for good (410)",
            "Look on the site for its new address and add that; the articles stay. It is still asked once a week.",
        ),
        Trouble::SoftNotFound => (
            "The page says that nothing is there any more",
            "Look on the site for the feed's new address and add that. It is asked again each day in case it returns.",
        ),
        Trouble::Redirects => (
            "The site sends us in a circle",
            "Open the address in a browser: where it ends is the address to add. It is asked again each day.",
        ),
        Trouble::Status => (
            "The site answers with a status that is no use",
            "Open the address in a browser to see what it says. It is asked again within a day.",
        ),
        Trouble::NotFound => (
            "Nothing is found at this address (404)",
            "It may come back: it is asked again within hours, then each day. If the site has moved its feed, add the new address.",
        ),
        Trouble::Dns => (
            "The site's name has no address",
            "Check the spelling, and whether this machine's name system or proxy works. If the site is gone, its articles stay here.",
        ),
        Trouble::Tls => (
            "The site's certificate can not be trusted",
            "Usually the site has let it expire and mends it in a day or two. If it is your own authority, set ca_file.",
        ),
        Trouble::TooSlow => (
            "The site is too slow to answer",
            "It is asked again within hours. If it always needs longer, raise the setting timeout.",
        ),
        Trouble::Unreachable => (
            "The site can not be reached",
            "It is asked again within minutes, then every few hours. If a browser on this machine reaches it, check the proxy setting.",
        ),
        Trouble::ServerError => (
            "The site's server has a failure of its own",
            "Nothing to do: it is asked again until it has recovered.",
        ),
        Trouble::Throttled => (
            "The site asked us to slow down",
            "Nothing to do: it is left alone for as long as it asked. If it happens often, raise poll_min or pace.",
        ),
        Trouble::Empty => ("The site answers with nothing", "Nothing to do: it is asked again within hours."),
        Trouble::Truncated => ("The answer broke off", "Nothing to do: it is asked again within hours."),
        Trouble::TooLarge => {
            ("The answer is larger than the limit", "Raise the setting body_max if you want it all the same.")
        }
        Trouble::Disallowed => (
            "The site's robots.txt does not want programs here",
            "Ask the site to allow the user agent longwire. Its robots.txt is read again each day.",
        ),
        Trouble::RobotsUnavailable => (
            "The site does not hand out its robots.txt, so its pages wait",
            "Nothing to do: the rule for this is to wait until it can be read. It is asked again within hours.",
        ),
        Trouble::Login => (
            "The site wants a login for this feed",
            "If you have an account there, look for a private feed address on the site and add that.",
        ),
        Trouble::Payment => (
            "The site wants payment for this feed",
            "Subscribers often get a private feed address from the site; add that.",
        ),
        Trouble::Legal => (
            "The content is withheld for legal reasons (451)",
            "Nothing can be done from here. It is still asked once a week.",
        ),
        Trouble::Forbidden => (
            "The site forbids it (403)",
            "Ask the site to admit our user agent. It is asked again every day or two.",
        ),
        Trouble::Cloudflare => ("Cloudflare asks for a browser check", CHALLENGE),
        Trouble::DataDome => ("DataDome asks for a browser check", CHALLENGE),
        Trouble::Akamai => ("Akamai blocks programs here", CHALLENGE),
        Trouble::Captcha => ("The site asks for a captcha or browser check", CHALLENGE),
        Trouble::ConsentWall => (
            "A page that asks for consent stands where the content was",
            "Add the site's feed instead of its page, if it has one. It is asked again every day or two.",
        ),
        Trouble::LoginWall => (
            "A login page stands where the content was",
            "If you have an account there, look for a private feed address on the site and add that.",
        ),
        Trouble::FeedElsewhere => (
            "A web page stands where the feed was; it announces a feed elsewhere",
            "Nothing to do: if it says so for days and the feed there is the same, it is followed by itself.",
        ),
        Trouble::NotAFeed => (
            "Something that is no feed stands where the feed was",
            "Open the address in a browser; if the site has a new feed, add it. It is asked again each day.",
        ),
        Trouble::NoArticles => (
            "The page lists no articles any more",
            "The site may have been rebuilt: look for a feed or another page of it and add that.",
        ),
        Trouble::BadAddress => {
            ("This is no address we can fetch", "Remove the source and add the right address.")
        }
        Trouble::PrivateAddress => (
            "The site lies in a private network",
            "If that is meant, allow its network with the setting allow_private.",
        ),
        Trouble::Setup => {
            ("A setting of this server can not be used", "`longwire doctor` says which and how to mend it.")
        }
    }
}
