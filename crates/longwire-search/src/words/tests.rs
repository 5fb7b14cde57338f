use super::*;

#[track_caller]
fn check(text: &str, expected: &str) {
    let units = Units::of(text);
    let begins = begins(&units);
    let mut found = String::new();
    for (n, begins) in begins.iter().enumerate() {
        if n > 0 && *begins {
            found.push('|');
        }
        found.push_str(units.text(n));
    }
    assert_eq!(found, expected, "{text}");
}

#[test]
fn ideographs_are_divided_into_words() {
    check("东北大学招生", "东北大学|招生");
    check("中国人民银行", "中国|人民银行");
    check("研究生命的起源", "研究|生命|的|起源");
    check("他和平日不同", "他|和|平日|不同");
    check("東北大學", "东北大学");
}

#[test]
fn what_is_not_in_the_list_is_denied_no_boundary() {
    check("韡祎翀", "韡|祎|翀");
    check("〇", "〇");
}

#[test]
fn marks_and_other_scripts_part_words() {
    check("东，北", "东|北");
    check("F-35战斗机", "f|35|战斗机");
    check("アメリカの大学", "アメリカ|の|大学");
    check("한국 정부는", "한국|정부는");
    check("two words", "two|words");
    check("", "");
}

#[test]
fn every_word_of_the_list_has_its_place_and_its_cost() {
    let mut count = 0;
    for line in include_str!("words.txt").lines() {
        count += line.chars().filter(char::is_ascii_alphabetic).count();
    }
    assert_eq!(count, 75_890);
    let filled = LIST.slots.iter().filter(|slot| **slot != 0).count();
    assert!(filled > 75_000 && filled * 3 < LIST.slots.len() * 2, "{filled}");
    for word in ["大学", "的", "打草惊蛇"] {
        let key = word.chars().fold(0, |key, c| key << 16 | key_of(c));
        assert!(LIST.cost(key).is_some_and(|cost| (1..COST_MAX).contains(&cost)), "{word}");
    }
}
