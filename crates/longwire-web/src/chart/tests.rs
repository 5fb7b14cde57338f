use super::*;

fn series(class: &'static str, values: &[u64]) -> Series {
    Series { class, name: class, values: values.to_vec() }
}

#[track_caller]
fn drawn(all: &[Series], expected: &[&str]) {
    let chart = Chart::stacked("c", "C", all, |value| value.to_string()).unwrap();
    assert_eq!(chart.layers.iter().map(|layer| layer.path.as_str()).collect::<Vec<_>>(), expected);
}

#[test]
fn bars_stand_one_upon_the_other() {
    drawn(
        &[series("a", &[5, 0, 10]), series("b", &[5, 1, 0])],
        &["M0 500h6v500h-6zM16 0h6v1000h-6z", "M0 0h6v500h-6zM8 900h6v100h-6z"],
    );
}

#[test]
fn a_small_value_is_seen_beside_a_large_one() {
    drawn(&[series("a", &[1, 10_000])], &["M0 992h6v8h-6zM8 0h6v1000h-6z"]);
}

#[test]
fn nothing_to_see_is_no_chart() {
    let none = |all: &[Series]| Chart::stacked("c", "C", all, |value| value.to_string()).is_none();
    assert!(none(&[]));
    assert!(none(&[series("a", &[])]));
    assert!(none(&[series("a", &[0, 0]), series("b", &[0, 0])]));
}

#[test]
fn a_chart_says_its_upper_edge_and_its_sums() {
    let chart =
        Chart::stacked("c", "C", &[series("a", &[3, 34]), series("b", &[1, 0])], |n| format!("{n} B"))
            .unwrap();
    assert_eq!((chart.top.as_str(), chart.width), ("50 B", 16));
    assert_eq!(chart.layers.iter().map(|layer| layer.sum.as_str()).collect::<Vec<_>>(), ["37 B", "1 B"]);
}

#[track_caller]
fn rounded(value: u64, expected: u64) {
    assert_eq!(round_up(value), expected);
}

#[test]
fn the_upper_edge_is_a_round_number() {
    for (value, expected) in [(1, 1), (2, 2), (3, 5), (6, 10), (10, 10), (11, 20), (34, 50), (501, 1_000)] {
        rounded(value, expected);
    }
    rounded(u64::MAX, u64::MAX);
}

#[test]
fn huge_values_make_no_nonsense() {
    drawn(&[series("a", &[u64::MAX / 2])], &["M0 78h6v922h-6z"]);
}

#[test]
fn a_share_is_a_bar_of_a_hundred() {
    assert_eq!(share(1, 4), "M0 0h25v8h-25z");
    assert_eq!(share(9, 4), "M0 0h100v8h-100z");
    assert_eq!(share(0, 0), "M0 0h0v8h-0z");
}
