use std::collections::HashSet;

use super::*;

#[test]
fn every_kind_has_words_of_its_own_in_every_language() {
    for tongue in Tongue::ALL {
        let findings: HashSet<_> =
            Trouble::ALL.iter().map(|trouble| trouble_in_words(tongue, *trouble).finding).collect();
        assert_eq!(findings.len(), Trouble::ALL.len(), "{tongue:?}");
        for trouble in Trouble::ALL {
            let words = trouble_in_words(tongue, trouble);
            assert!(words.way_out.ends_with(['.', '。']), "{tongue:?} {trouble:?}: {}", words.way_out);
            assert!(!words.finding.ends_with(['.', '。']), "{tongue:?} {trouble:?}: {}", words.finding);
        }
    }
}

#[test]
fn the_two_chinese_columns_are_not_mixed_up() {
    let said = |tongue, trouble| {
        let words = trouble_in_words(tongue, trouble);
        format!("{}{}", words.finding, words.way_out)
    };
    for trouble in Trouble::ALL {
        let (hans, hant) = (said(Tongue::ZhHans, trouble), said(Tongue::ZhHant, trouble));
        assert!(!hans.contains(|c| "網訂閱統詢問請會這說應該證檢無".contains(c)), "{hans}");
        assert!(!hant.contains(|c| "网订阅统询问请会这说应该证检无".contains(c)), "{hant}");
    }
}
