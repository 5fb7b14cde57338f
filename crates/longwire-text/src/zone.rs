//! Where a site's clock stands: time zones and habits of writing dates, by host and language.
//!
//! A publisher who writes `15:45` without a zone means their own. [`of_site`]
//! knows it from a table of large publishers, else from the country of the
//! host's top-level domain where that country has one zone. `None` means that
//! nothing is known; a reader then keeps the date and drops the time.
//!
//! - [`offset_at`] turns a zone and a wall clock into an offset (IANA data is
//!   compiled in; nothing is read from the machine).
//! - [`writes_day_first`] answers what `05/09/2023` means.
//!
//! Deliberately absent: settings. Facts a user knows better come in by the caller.

use jiff::civil::DateTime;
use jiff::tz::{TimeZone, TimeZoneDatabase};
use url::Url;

/// Publishers whose domain does not tell their zone: registrable domain, zone.
#[rustfmt::skip]
const SITES: &[(&str, &str)] = &[
    ("163.com", "Asia/Shanghai"), ("abc.net.au", "Australia/Sydney"), ("aljazeera.com", "Asia/Qatar"),
    ("apnews.com", "America/New_York"), ("asahi.com", "Asia/Tokyo"), ("baidu.com", "Asia/Shanghai"),
    ("bbc.com", "Europe/London"), ("bloomberg.com", "America/New_York"), ("boston.com", "America/New_York"),
    ("boxun.com", "America/New_York"), ("caixin.com", "Asia/Shanghai"), ("cankaoxiaoxi.com", "Asia/Shanghai"),
    ("cbsnews.com", "America/New_York"), ("chicagotribune.com", "America/Chicago"), ("china.com", "Asia/Shanghai"),
    ("chinadaily.com.cn", "Asia/Shanghai"), ("chinanews.com", "Asia/Shanghai"), ("chinatimes.com", "Asia/Taipei"),
    ("chosun.com", "Asia/Seoul"), ("chron.com", "America/Chicago"), ("cnbc.com", "America/New_York"),
    ("cnn.com", "America/New_York"), ("cntv.cn", "Asia/Shanghai"), ("csmonitor.com", "America/New_York"),
    ("dailymail.com", "Europe/London"), ("dallasnews.com", "America/Chicago"), ("donga.com", "Asia/Seoul"),
    ("dw.com", "Europe/Berlin"), ("dwnews.com", "Asia/Shanghai"), ("eastday.com", "Asia/Shanghai"),
    ("economist.com", "Europe/London"), ("elpais.com", "Europe/Madrid"), ("elmundo.es", "Europe/Madrid"),
    ("ettoday.net", "Asia/Taipei"), ("euronews.com", "Europe/Paris"), ("forbes.com", "America/New_York"),
    ("foxnews.com", "America/New_York"), ("france24.com", "Europe/Paris"), ("ft.com", "Europe/London"),
    ("globo.com", "America/Sao_Paulo"), ("guancha.cn", "Asia/Shanghai"), ("hani.co.kr", "Asia/Seoul"),
    ("haaretz.com", "Asia/Jerusalem"), ("hexun.com", "Asia/Shanghai"), ("hindustantimes.com", "Asia/Kolkata"),
    ("huanqiu.com", "Asia/Shanghai"), ("huxiu.com", "Asia/Shanghai"), ("ifeng.com", "Asia/Shanghai"),
    ("independent.co.uk", "Europe/London"), ("indianexpress.com", "Asia/Kolkata"), ("indiatimes.com", "Asia/Kolkata"),
    ("ithome.com", "Asia/Shanghai"), ("itmedia.co.jp", "Asia/Tokyo"), ("japantimes.co.jp", "Asia/Tokyo"),
    ("joins.com", "Asia/Seoul"), ("koreatimes.co.kr", "Asia/Seoul"), ("latimes.com", "America/Los_Angeles"),
    ("lefigaro.fr", "Europe/Paris"), ("lemonde.fr", "Europe/Paris"), ("ltn.com.tw", "Asia/Taipei"),
    ("mainichi.jp", "Asia/Tokyo"), ("mercurynews.com", "America/Los_Angeles"), ("miamiherald.com", "America/New_York"),
    ("mingpao.com", "Asia/Hong_Kong"), ("naver.com", "Asia/Seoul"), ("nbcnews.com", "America/New_York"),
    ("newyorker.com", "America/New_York"), ("nhk.or.jp", "Asia/Tokyo"), ("nikkei.com", "Asia/Tokyo"),
    ("npr.org", "America/New_York"), ("nypost.com", "America/New_York"), ("nytimes.com", "America/New_York"),
    ("oeeee.com", "Asia/Shanghai"), ("orf.at", "Europe/Vienna"), ("philly.com", "America/New_York"),
    ("politico.com", "America/New_York"), ("politico.eu", "Europe/Brussels"), ("qq.com", "Asia/Shanghai"),
    ("reuters.com", "Europe/London"), ("rfi.fr", "Europe/Paris"), ("rthk.hk", "Asia/Hong_Kong"),
    ("sankei.com", "Asia/Tokyo"), ("scmp.com", "Asia/Hong_Kong"), ("seattletimes.com", "America/Los_Angeles"),
    ("setn.com", "Asia/Taipei"), ("sfchronicle.com", "America/Los_Angeles"), ("sfgate.com", "America/Los_Angeles"),
    ("sina.com", "Asia/Shanghai"), ("sohu.com", "Asia/Shanghai"), ("spiegel.de", "Europe/Berlin"),
    ("stnn.cc", "Asia/Hong_Kong"), ("storm.mg", "Asia/Taipei"), ("straitstimes.com", "Asia/Singapore"),
    ("takungpao.com", "Asia/Hong_Kong"), ("taz.de", "Europe/Berlin"), ("telegraph.co.uk", "Europe/London"),
    ("theatlantic.com", "America/New_York"), ("theguardian.com", "Europe/London"), ("thehindu.com", "Asia/Kolkata"),
    ("thepaper.cn", "Asia/Shanghai"), ("time.com", "America/New_York"), ("tvbs.com.tw", "Asia/Taipei"),
    ("udn.com", "Asia/Taipei"), ("usatoday.com", "America/New_York"), ("washingtonpost.com", "America/New_York"),
    ("wenweipo.com", "Asia/Hong_Kong"), ("wsj.com", "America/New_York"), ("xinhuanet.com", "Asia/Shanghai"),
    ("yicai.com", "Asia/Shanghai"), ("yna.co.kr", "Asia/Seoul"), ("yomiuri.co.jp", "Asia/Tokyo"),
    ("youth.cn", "Asia/Shanghai"), ("zaobao.com", "Asia/Singapore"), ("zaobao.com.sg", "Asia/Singapore"),
    ("zhihu.com", "Asia/Shanghai"),
];

/// Countries with one zone for all their publishers: top-level domain, zone.
#[rustfmt::skip]
const COUNTRIES: &[(&str, &str)] = &[
    ("ae", "Asia/Dubai"), ("ar", "America/Argentina/Buenos_Aires"), ("at", "Europe/Vienna"), ("az", "Asia/Baku"),
    ("ba", "Europe/Sarajevo"), ("bd", "Asia/Dhaka"), ("be", "Europe/Brussels"), ("bg", "Europe/Sofia"),
    ("by", "Europe/Minsk"), ("ch", "Europe/Zurich"), ("cl", "America/Santiago"), ("cn", "Asia/Shanghai"),
    ("co", "America/Bogota"), ("cz", "Europe/Prague"), ("de", "Europe/Berlin"), ("dk", "Europe/Copenhagen"),
    ("ee", "Europe/Tallinn"), ("eg", "Africa/Cairo"), ("es", "Europe/Madrid"), ("fi", "Europe/Helsinki"),
    ("fr", "Europe/Paris"), ("ge", "Asia/Tbilisi"), ("gr", "Europe/Athens"), ("hk", "Asia/Hong_Kong"),
    ("hr", "Europe/Zagreb"), ("hu", "Europe/Budapest"), ("ie", "Europe/Dublin"), ("il", "Asia/Jerusalem"),
    ("in", "Asia/Kolkata"), ("ir", "Asia/Tehran"), ("is", "Atlantic/Reykjavik"), ("it", "Europe/Rome"),
    ("jp", "Asia/Tokyo"), ("ke", "Africa/Nairobi"), ("kr", "Asia/Seoul"), ("lt", "Europe/Vilnius"),
    ("lu", "Europe/Luxembourg"), ("lv", "Europe/Riga"), ("ma", "Africa/Casablanca"), ("mo", "Asia/Macau"),
    ("my", "Asia/Kuala_Lumpur"), ("ng", "Africa/Lagos"), ("nl", "Europe/Amsterdam"), ("no", "Europe/Oslo"),
    ("np", "Asia/Kathmandu"), ("nz", "Pacific/Auckland"), ("pe", "America/Lima"), ("ph", "Asia/Manila"),
    ("pk", "Asia/Karachi"), ("pl", "Europe/Warsaw"), ("pt", "Europe/Lisbon"), ("ro", "Europe/Bucharest"),
    ("rs", "Europe/Belgrade"), ("ru", "Europe/Moscow"), ("se", "Europe/Stockholm"), ("sg", "Asia/Singapore"),
    ("si", "Europe/Ljubljana"), ("sk", "Europe/Bratislava"), ("su", "Europe/Moscow"), ("th", "Asia/Bangkok"),
    ("tr", "Europe/Istanbul"), ("tw", "Asia/Taipei"), ("ua", "Europe/Kyiv"), ("uk", "Europe/London"),
    ("uy", "America/Montevideo"), ("ve", "America/Caracas"), ("vn", "Asia/Ho_Chi_Minh"), ("za", "Africa/Johannesburg"),
];

/// Languages written in one zone by nearly all their publishers.
#[rustfmt::skip]
const LANGUAGES: &[(&str, &str)] = &[
    ("cs", "Europe/Prague"), ("da", "Europe/Copenhagen"), ("el", "Europe/Athens"), ("fi", "Europe/Helsinki"),
    ("hu", "Europe/Budapest"), ("it", "Europe/Rome"), ("ja", "Asia/Tokyo"), ("ko", "Asia/Seoul"),
    ("pl", "Europe/Warsaw"), ("sv", "Europe/Stockholm"), ("th", "Asia/Bangkok"), ("vi", "Asia/Ho_Chi_Minh"),
    ("zh-Hans", "Asia/Shanghai"),
];

/// The registrable domain of a host: `rfi.fr` of `www.rfi.fr`; the host itself where it has none.
pub fn registrable_domain(host: &str) -> &str {
    psl::domain_str(host).unwrap_or(host)
}

/// True where two addresses belong to one site: the same registrable domain.
pub fn same_site(one: &Url, other: &Url) -> bool {
    match (one.host_str(), other.host_str()) {
        (Some(one), Some(other)) => registrable_domain(one) == registrable_domain(other),
        _ => false,
    }
}

/// The IANA zone in which a host's publisher writes its times, where that is known.
pub fn of_site(host: &str) -> Option<&'static str> {
    let domain = registrable_domain(host);
    let country = host.rsplit('.').next()?;
    find(SITES, domain).or_else(|| find(COUNTRIES, country))
}

/// The IANA zone of nearly all publishers in a language; a weaker answer than [`of_site`].
pub fn of_language(tag: &str) -> Option<&'static str> {
    find(LANGUAGES, tag).or_else(|| find(LANGUAGES, tag.split('-').next()?))
}

fn find(table: &'static [(&'static str, &'static str)], key: &str) -> Option<&'static str> {
    table.iter().find(|(known, _)| *known == key).map(|&(_, zone)| zone)
}

/// The zone of that IANA name, from the data compiled in. `None` for an unknown name.
pub fn by_name(name: &str) -> Option<TimeZone> {
    TimeZoneDatabase::bundled().get(name).ok()
}

/// Seconds east of UTC of a zone's clock when it shows `local`. Where clocks
/// were set back and a time occurs twice, the first one is meant. `None` for an
/// unknown zone name.
pub fn offset_at(zone: &str, local: DateTime) -> Option<i32> {
    let zone = by_name(zone)?;
    let at = zone.to_ambiguous_timestamp(local).compatible().ok()?;
    Some(zone.to_offset(at).seconds())
}

/// Whether a site writes the day before the month in numeric dates, as far as
/// its country and language tell. `None` where both orders are in use.
pub fn writes_day_first(host: &str, language: Option<&str>) -> Option<bool> {
    let country = host.rsplit('.').next().unwrap_or("");
    if matches!(country, "us" | "gov" | "mil" | "edu" | "ph") {
        return Some(false);
    }
    if find(COUNTRIES, country).is_some() || matches!(country, "au" | "br" | "eu") {
        return Some(true);
    }
    let (primary, region) = language.map(|tag| tag.split_once('-').unwrap_or((tag, "")))?;
    match (primary, region) {
        ("en", "US" | "PH") => Some(false),
        ("en", "") => match of_site(host) {
            Some(zone) => Some(!zone.starts_with("America/")),
            // Pages under .com in plain English are mostly American.
            None => Some(false),
        },
        _ => Some(true),
    }
}

#[cfg(test)]
mod tests;
