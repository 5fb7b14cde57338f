use super::kept_beside;

/// Blocks as letters: `k` kept, `d` dropped, `p` passed over; and each place with kept text beside it as `+`.
#[track_caller]
fn check(blocks: &str, expected: &str) {
    let blocks = blocks.as_bytes();
    let kept: Vec<bool> = blocks.iter().map(|block| *block == b'k').collect();
    let beside = kept_beside(&kept, |n| blocks[n] == b'p');
    let found: String = beside.iter().map(|beside| if *beside { '+' } else { '-' }).collect();
    assert_eq!(found, expected, "{}", String::from_utf8_lossy(blocks));
}

#[test]
fn a_place_is_beside_the_nearest_blocks_that_count() {
    check("", "-");
    check("k", "++");
    check("dkd", "-++-");
    check("dpk", "-+++");
    check("kppd", "++++-");
    check("dppd", "-----");
    check("ppp", "----");
}
