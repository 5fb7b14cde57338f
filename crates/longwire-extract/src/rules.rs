//! What we know about one site, as data.

/// Facts about a site that its pages do not state.
#[derive(Clone, Debug, Default)]
pub struct SiteRules {
    /// IANA name of the zone in which the site writes its times: `Europe/Paris`.
    pub zone: Option<String>,
    /// True where the site writes the day before the month in numeric dates.
    pub day_first: Option<bool>,
}
