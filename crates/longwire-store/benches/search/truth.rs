//! The answers held against a scan of every text.

use std::collections::BTreeSet;
use std::sync::Arc;

use longwire_store::Store;

use super::Progress;
use super::ask::{Asked, ask};
use super::newspaper::{Newspaper, Question, Scanned};

/// Hits up to which every one is compared, not only their number.
const COMPARED_MAX: usize = 1_000;

/// The articles that have all terms of a question.
#[derive(Default)]
struct Truth {
    count: u64,
    /// The first of them, one more than are compared.
    ids: BTreeSet<i64>,
}

/// Asserts that every number of hits is right, and prints recall and precision of those compared one by one.
pub(crate) fn compare(
    paper: &Newspaper,
    store: &Arc<dyn Store>,
    questions: &[Question],
    answers: &[Asked],
    article_count: u64,
) {
    let truths = scan(paper, questions, article_count);
    let (mut found_right, mut found, mut wanted, mut compared) = (0, 0, 0, 0);
    for ((question, truth), asked) in questions.iter().zip(&truths).zip(answers) {
        assert_eq!(asked.total, truth.count, "{}", question.written);
        if truth.ids.len() <= COMPARED_MAX {
            let answer = ask(&**store, &question.written, COMPARED_MAX, false);
            let ids: BTreeSet<i64> =
                answer.hits.iter().map(|hit| hit.archived.revision.article_id.0).collect();
            found_right += ids.intersection(&truth.ids).count();
            found += ids.len();
            wanted += truth.ids.len();
            compared += 1;
        }
    }
    println!(
        "against a scan: all {} numbers of hits equal; of {compared} queries every hit: recall {:.2}, precision {:.2}",
        questions.len(),
        found_right as f64 / wanted.max(1) as f64,
        found_right as f64 / found.max(1) as f64
    );
}

fn scan(paper: &Newspaper, questions: &[Question], article_count: u64) -> Vec<Truth> {
    let mut truths: Vec<Truth> = questions.iter().map(|_| Truth::default()).collect();
    let mut progress = Progress::new("scanned", article_count);
    for n in 0..article_count {
        progress.at(n);
        let article = paper.article(n);
        let scanned = Scanned::of(&article);
        for (question, truth) in questions.iter().zip(&mut truths) {
            if question.terms.iter().all(|term| scanned.has(term)) {
                truth.count += 1;
                if truth.ids.len() <= COMPARED_MAX {
                    truth.ids.insert(n as i64 + 1);
                }
            }
        }
    }
    truths
}
