//! Claims about [`Reports`](crate::Reports).

use longwire_model::{ArticleId, ReportId, ReportKind};

use super::Claim;
use super::make::{archived, article, at, revision};
use crate::report::{NOTE_CHARS_MAX, OPEN_REPORTS_MAX, REPORTS_A_MINUTE_MAX};
use crate::{Closed, NewReport, OWNER, ReportFilter, Reported, Store};

pub(crate) const CLAIMS: &[Claim] = &[
    ("a report says what is wrong with which revision", a_report_says_what_is_wrong),
    ("a verdict closes a report, and a later one replaces it", a_verdict_closes_a_report),
    ("reports are listed by filter, the newest first", reports_are_listed_by_filter),
    ("a note has its limit", a_note_has_its_limit),
    ("an article has so many open reports", an_article_has_so_many_open_reports),
    ("a minute has so many reports", a_minute_has_so_many_reports),
    ("erasing an article takes its reports", erasing_takes_reports),
];

fn new(article_id: ArticleId) -> NewReport<'static> {
    let note = "最后一段不见了。";
    NewReport { article_id, revision: 1, kind: ReportKind::MissingText, note, user_id: None }
}

#[track_caller]
fn taken(store: &dyn Store, new: &NewReport<'_>, seconds: i64) -> ReportId {
    match store.report(new, at(seconds)).unwrap() {
        Reported::Taken(id) => id,
        other => panic!("it should be taken: {other:?}"),
    }
}

fn a_report_says_what_is_wrong(store: &dyn Store) {
    let id = archived(store, None, "标题");
    store.archive(&revision("标题", &article("新标题", "新正文。"))).unwrap();
    let by_owner = NewReport { user_id: Some(OWNER), kind: ReportKind::WrongDate, ..new(id) };
    let number = taken(store, &by_owner, 20);
    let report = store.report_numbered(number).unwrap().unwrap();
    assert_eq!((report.id, report.article_id, report.revision), (number, id, 1));
    assert_eq!((report.title.as_str(), report.kind), ("标题", ReportKind::WrongDate));
    assert_eq!((report.note.as_str(), report.user_id), ("最后一段不见了。", Some(OWNER)));
    assert_eq!((report.reported_at, report.verdict), (at(20), None));
    let never = NewReport { revision: 3, ..new(id) };
    assert_eq!(store.report(&never, at(21)).unwrap(), Reported::NoSuchRevision);
    assert_eq!(store.report(&new(ArticleId(404)), at(21)).unwrap(), Reported::NoSuchRevision);
    assert!(store.report_numbered(ReportId(404)).unwrap().is_none());
}

fn a_verdict_closes_a_report(store: &dyn Store) {
    let number = taken(store, &new(archived(store, None, "1")), 20);
    assert_eq!(store.open_report_count().unwrap(), 1);
    for (verdict, seconds) in [("广告", 30), ("确实缺了一段", 40)] {
        assert_eq!(store.close_report(number, verdict, at(seconds)).unwrap(), Closed::Done);
        let report = store.report_numbered(number).unwrap().unwrap();
        assert_eq!(report.verdict, Some((verdict.to_owned(), at(seconds))));
    }
    assert_eq!(store.open_report_count().unwrap(), 0);
    assert_eq!(store.close_report(ReportId(404), "", at(50)).unwrap(), Closed::NoSuchReport);
}

fn reports_are_listed_by_filter(store: &dyn Store) {
    let (one, two) = (archived(store, None, "1"), archived(store, None, "2"));
    let numbers = [one, two, one].map(|id| taken(store, &new(id), 20));
    store.close_report(numbers[0], "x", at(30)).unwrap();
    let listed = |filter: ReportFilter| -> Vec<ReportId> {
        store.reports(filter).unwrap().iter().map(|report| report.id).collect()
    };
    let all = ReportFilter { limit: 9, ..ReportFilter::default() };
    assert_eq!(listed(all), [numbers[2], numbers[1], numbers[0]]);
    assert_eq!(listed(ReportFilter { open: Some(true), ..all }), [numbers[2], numbers[1]]);
    assert_eq!(listed(ReportFilter { open: Some(false), ..all }), [numbers[0]]);
    assert_eq!(listed(ReportFilter { article_id: Some(one), ..all }), [numbers[2], numbers[0]]);
    assert_eq!(listed(ReportFilter { article_id: Some(one), open: Some(false), ..all }), [numbers[0]]);
    assert_eq!(listed(ReportFilter { limit: 1, ..all }), [numbers[2]]);
    assert_eq!(listed(ReportFilter { before: Some(numbers[2]), ..all }), [numbers[1], numbers[0]]);
}

fn a_note_has_its_limit(store: &dyn Store) {
    let id = archived(store, None, "1");
    let (fits, long) = ("字".repeat(NOTE_CHARS_MAX), "字".repeat(NOTE_CHARS_MAX + 1));
    let number = taken(store, &NewReport { note: &fits, ..new(id) }, 20);
    assert_eq!(store.report(&NewReport { note: &long, ..new(id) }, at(20)).unwrap(), Reported::TooLong);
    assert_eq!(store.close_report(number, &long, at(30)).unwrap(), Closed::TooLong);
    assert_eq!(store.close_report(number, &fits, at(30)).unwrap(), Closed::Done);
}

fn an_article_has_so_many_open_reports(store: &dyn Store) {
    let (id, other) = (archived(store, None, "1"), archived(store, None, "2"));
    let numbers: Vec<_> = (0..OPEN_REPORTS_MAX).map(|n| taken(store, &new(id), 20 + n as i64)).collect();
    assert_eq!(store.report(&new(id), at(90)).unwrap(), Reported::TooManyOfArticle);
    taken(store, &new(other), 90);
    store.close_report(numbers[0], "x", at(91)).unwrap();
    taken(store, &new(id), 92);
}

fn a_minute_has_so_many_reports(store: &dyn Store) {
    let ids = [archived(store, None, "1"), archived(store, None, "2")];
    for n in 0..REPORTS_A_MINUTE_MAX {
        taken(store, &new(ids[n % 2]), 20);
    }
    assert_eq!(store.report(&new(ids[0]), at(79)).unwrap(), Reported::TooMany);
    taken(store, &new(ids[0]), 80);
}

fn erasing_takes_reports(store: &dyn Store) {
    let id = archived(store, None, "1");
    let number = taken(store, &new(id), 20);
    assert!(store.erase(id, "court order", at(30)).unwrap());
    assert!(store.report_numbered(number).unwrap().is_none());
}
