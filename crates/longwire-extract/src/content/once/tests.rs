use super::unset_copies;
use crate::content::blocks::cut;
use crate::content::overlap::Quoted;
use crate::dom::{NodeId, ParseLimits, parse};

const TEXTS: [&str; 4] = [
    "The harbour of Ostwick was closed on Tuesday after a cargo ship lost part of its load in heavy seas, the port said.",
    "Divers began to look for the containers in the morning, but strong currents made the work slow all day long.",
    "By noon only two had been found, and nobody could say how many of the others were still afloat in the channel.",
    "It opens again.",
];

/// The numbers of the blocks that stay when all are in the set.
fn stay(texts: &[&str]) -> Vec<usize> {
    let html: String = texts.iter().map(|text| format!("<p>{text}</p>")).collect();
    let page = cut(&parse(&html, &ParseLimits::default()), NodeId::ROOT, Quoted::default());
    let mut kept = vec![true; page.blocks.len()];
    unset_copies(&page, &mut kept);
    (0..kept.len()).filter(|&n| kept[n]).collect()
}

#[test]
fn a_body_given_twice_or_more_is_kept_once_short_lines_and_all() {
    let twice = [&TEXTS[..], &TEXTS].concat();
    assert_eq!(stay(&twice), [0, 1, 2, 3]);
    assert_eq!(stay(&[&twice[..], &TEXTS].concat()), [0, 1, 2, 3]);
    assert_eq!(stay(&[&TEXTS[..], &["Print this."], &TEXTS[..3]].concat()), [0, 1, 2, 3, 4]);
    let chinese =
        "潜水员早上开始寻找落水的集装箱，但水流很急，搜寻进展缓慢，到中午为止只找到两个，其余的仍下落不明。";
    let long = "港务局负责人说：“我们希望明天重新开放东航道。”他同时提醒小型船只在此之前不要靠近，以免发生危险，影响打捞。";
    let next = "东港市港务局星期二表示，一艘货船在大浪中丢失部分货物，港口因此暂时关闭，预计至少影响三十艘船只进出港口。";
    assert_eq!(stay(&[chinese, long, next, chinese, long, next]), [0, 1, 2]);
}

#[test]
fn a_short_line_that_the_first_copy_repeats_stays_in_it() {
    let interview = ["Q.", TEXTS[0], "Q.", TEXTS[1], "Q.", TEXTS[2]];
    assert_eq!(stay(&[interview, interview].concat()), [0, 1, 2, 3, 4, 5]);
}

#[test]
fn what_comes_back_here_and_there_stays_each_time() {
    let refrain = [&TEXTS[..1], &TEXTS[2..], &TEXTS[2..], &TEXTS[1..]].concat();
    assert_eq!(stay(&refrain).len(), refrain.len(), "a refrain");
    assert_eq!(stay(&[TEXTS[3]; 40]).len(), 40, "short lines are no text");
    assert_eq!(stay(&[TEXTS[0]; 2]).len(), 2, "too little to tell");
    let quoted = [&TEXTS[..], &TEXTS[..1]].concat();
    assert_eq!(stay(&quoted).len(), quoted.len(), "one quoted line");
    let others = TEXTS.map(|text| text.replace('e', "o"));
    let others = others.each_ref().map(String::as_str);
    let chorus = [&TEXTS[..3], &others, &TEXTS[..3], &["The last verse."], &TEXTS[..3]].concat();
    assert_eq!(stay(&chorus).len(), chorus.len(), "a long refrain of a longer text");
}
