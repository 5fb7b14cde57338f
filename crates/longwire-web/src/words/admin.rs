//! The admin pages.

/// What these pages say.
#[derive(Debug)]
#[expect(dead_code, reason = "the admin pages come to say them one by one")]
pub(crate) struct AdminWords {
    pub(crate) admin: &'static str,
    pub(crate) overview: &'static str,
    pub(crate) sources: &'static str,
    pub(crate) jobs: &'static str,
    pub(crate) storage: &'static str,
    pub(crate) settings: &'static str,
    pub(crate) reports: &'static str,
}

pub(super) const EN: AdminWords = AdminWords {
    admin: "Admin",
    overview: "Overview",
    sources: "Sources",
    jobs: "Jobs",
    storage: "Storage",
    settings: "Settings",
    reports: "Reports",
};

pub(super) const ZH_HANS: AdminWords = AdminWords {
    admin: "管理",
    overview: "概览",
    sources: "来源",
    jobs: "任务",
    storage: "存储",
    settings: "设置",
    reports: "问题报告",
};

pub(super) const ZH_HANT: AdminWords = AdminWords {
    admin: "管理",
    overview: "總覽",
    sources: "來源",
    jobs: "工作",
    storage: "儲存空間",
    settings: "設定",
    reports: "問題回報",
};

pub(super) const JA: AdminWords = AdminWords {
    admin: "管理",
    overview: "概要",
    sources: "情報源",
    jobs: "ジョブ",
    storage: "ストレージ",
    settings: "設定",
    reports: "報告",
};
