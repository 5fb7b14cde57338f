//! Query parameters that say how a reader came, never what is shown.
//!
//! One row for each service that adds them, from what that service documents
//! of its own links; to add one, add it to its service's row. A trailing `*`
//! stands for any ending. Names are compared in lower case.

/// Who adds them, and which.
#[rustfmt::skip]
const ADDED_BY: &[(&str, &[&str])] = &[
    ("campaign links of web analytics (Google's URL builder, and Urchin before it)", &["utm_*", "_ga", "_gl"]),
    ("click identifiers of Google Ads and Campaign Manager", &[
        "gclid", "gclsrc", "dclid", "gbraid", "wbraid", "gad_source", "gad_campaignid", "srsltid",
    ]),
    ("click identifiers of other advertisers: Meta, Microsoft, X, TikTok, LinkedIn, Pinterest, Snapchat, Reddit", &[
        "fbclid", "fb_action_*", "fb_source", "fb_ref", "msclkid", "twclid", "ttclid", "li_fat_id", "epik",
        "scclid", "sccid", "rdt_cid", "igshid", "igsh", "tblci", "dicbo",
    ]),
    ("Yandex", &["yclid", "ysclid", "_openstat"]),
    ("Matomo, and Piwik before it", &["mtm_*", "matomo_*", "pk_*", "piwik_*"]),
    ("Adobe Analytics and Advertising", &["s_cid", "s_kwcid", "ef_id", "cmpid", "icid", "sc_cid"]),
    ("Webtrends and Mapp", &["wt_*", "wt.mc_id", "wt.z_*", "wtmc"]),
    ("comScore and AT Internet (Piano)", &[
        "ns_campaign", "ns_mchannel", "ns_source", "ns_linkname", "ns_fee", "at_*", "xtor",
    ]),
    ("mail services: Mailchimp, HubSpot, Marketo, Olytics, Vero, Drip, Sailthru, Klaviyo, Bronto, Iterable, Omeda", &[
        "mc_cid", "mc_eid", "_hsenc", "_hsmi", "__hssc", "__hstc", "__hsfp", "hsctatracking", "mkt_tok",
        "oly_anon_id", "oly_enc_id", "vero_id", "vero_conv", "__s", "sailthru_*", "_ke", "_kx", "_bta_tid",
        "_bta_c", "iterable*", "omhide", "emci", "emdi", "ceid",
    ]),
    ("publishers' own: New York Times, Guardian, Economist, Reuters, BBC, Yahoo, AOL, CNN, Le Monde, Vox, Bloomberg", &[
        "smid", "smtyp", "smprod", "ncid", "guccounter", "guce_referrer*", "feedtype", "feedname", "fsrc",
        "cmp", "sref", "sr_share", "srnd", "soc_src", "soc_trk", "ocid", "at_custom*", "rss_src",
    ]),
    ("sharing buttons: AddThis, ShareThis, WordPress, Kakao, Naver, LINE, Hatena", &[
        "addthis*", "__twitter_impression", "sharedfrom", "kakao_from", "n_media", "n_query",
        "n_rank", "n_ad*", "n_keyword*", "napm", "openexternalbrowser",
    ]),
    ("Alibaba, and sites measured by it", &["spm", "scm", "pvid", "algo_*", "ut_sk"]),
    ("WeChat, Weibo and QQ, where a link was passed on", &[
        "isappinstalled", "nsukey", "wechat_redirect", "weixin_*", "wxfrom", "wxshare*", "wx_header", "wfr",
        "_wv", "_wwv", "weibo_id", "sudaref", "mpshare", "sharer_*",
    ]),
    ("Chinese apps: sharing from within", &[
        "share_from", "share_token", "share_source", "share_medium", "share_plat", "share_session_id",
        "share_tag", "share_times", "share_id", "shareuid", "share_uid", "vd_source", "spm_id_from",
        "from_source", "from_spmid", "bbid", "unique_k", "xsec_token", "xsec_source", "apptime", "tt_from",
        "timestamp_share", "isshare", "share_to",
    ]),
    ("sessions that some servers write into links", &["phpsessid", "jsessionid", "aspsessionid*", "cfid", "cftoken"]),
];

/// Parameters that say where a reader came from, unless their value is a number:
/// then they may say which page of a list, or which source of many.
const COMING_FROM: &[&str] =
    &["from", "ref", "referer", "referrer", "refer", "source", "src", "via", "ref_src", "ref_url"];

/// Values of those that are a way of coming and never a thing shown. Where the
/// name alone is doubtful the value has to be one of them.
const WAYS: &[&str] = &[
    "rss",
    "rss2",
    "atom",
    "feed",
    "feeds",
    "feedburner",
    "rssfeed",
    "newsletter",
    "email",
    "mail",
    "twitter",
    "x",
    "facebook",
    "fb",
    "linkedin",
    "reddit",
    "telegram",
    "whatsapp",
    "line",
    "social",
    "share",
    "sharing",
    "app",
    "timeline",
    "singlemessage",
    "groupmessage",
    "wechat",
    "weixin",
    "weibo",
    "qq",
    "qzone",
    "search",
    "home",
    "homepage",
    "index",
    "top",
    "headline",
    "mobile",
    "pc",
    "web",
    "wap",
    "m",
    "amp",
    "push",
    "notification",
];

/// Names whose value has to be one of [`WAYS`]: sites also call things shown so.
const DOUBTFUL: &[&str] = &["source", "src", "via"];

/// True for a parameter that has no say in what is shown.
pub(super) fn is_tracking(name: &str, value: &str) -> bool {
    let name = name.to_ascii_lowercase();
    if COMING_FROM.contains(&name.as_str()) {
        return came_from(&name, value);
    }
    ADDED_BY.iter().flat_map(|(_, names)| *names).any(|known| fits(known, &name))
}

fn came_from(name: &str, value: &str) -> bool {
    let value = value.to_ascii_lowercase();
    let is_way = WAYS.contains(&value.as_str());
    is_way || !DOUBTFUL.contains(&name) && !value.bytes().any(|byte| byte.is_ascii_digit())
}

fn fits(known: &str, name: &str) -> bool {
    known.strip_suffix('*').map_or(name == known, |prefix| name.starts_with(prefix))
}
