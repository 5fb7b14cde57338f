//! The statistics and the page about this server.

/// What these pages say.
#[derive(Debug)]
#[expect(dead_code, reason = "the pages come to say them one by one")]
pub(crate) struct AboutWords {
    pub(crate) about: &'static str,
    pub(crate) statistics: &'static str,
    pub(crate) articles_per_day: &'static str,
    pub(crate) bytes_saved: &'static str,
    pub(crate) extraction_health: &'static str,
    pub(crate) sample_articles: &'static str,
    pub(crate) how_fresh: &'static str,
    pub(crate) how_full: &'static str,
    pub(crate) how_polite: &'static str,
}

pub(super) const EN: AboutWords = AboutWords {
    about: "About",
    statistics: "Statistics",
    articles_per_day: "Articles per day",
    bytes_saved: "Transfer saved",
    extraction_health: "How well full text is found",
    sample_articles: "Sample articles",
    how_fresh: "How fresh",
    how_full: "How full",
    how_polite: "How polite",
};

pub(super) const ZH_HANS: AboutWords = AboutWords {
    about: "关于",
    statistics: "统计",
    articles_per_day: "每日文章数",
    bytes_saved: "节省的流量",
    extraction_health: "全文提取情况",
    sample_articles: "示例文章",
    how_fresh: "更新速度",
    how_full: "全文程度",
    how_polite: "访问礼节",
};

pub(super) const ZH_HANT: AboutWords = AboutWords {
    about: "關於",
    statistics: "統計",
    articles_per_day: "每日文章數",
    bytes_saved: "節省的流量",
    extraction_health: "全文擷取情況",
    sample_articles: "範例文章",
    how_fresh: "更新速度",
    how_full: "全文程度",
    how_polite: "存取禮節",
};

pub(super) const JA: AboutWords = AboutWords {
    about: "このサーバーについて",
    statistics: "統計",
    articles_per_day: "1 日あたりの記事数",
    bytes_saved: "節約した通信量",
    extraction_health: "全文抽出の状況",
    sample_articles: "記事の例",
    how_fresh: "更新の速さ",
    how_full: "全文の割合",
    how_polite: "サイトへの配慮",
};
