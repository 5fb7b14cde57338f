//! What stands beside something else: the nearest blocks that count.

/// For each place before a block, and for the end: whether the nearest block before or behind
/// is kept. Blocks that are `passed` over are looked through.
pub(super) fn kept_beside(kept: &[bool], passed: impl Fn(usize) -> bool) -> Vec<bool> {
    let mut beside = vec![false; kept.len() + 1];
    let mut near = false;
    for n in 0..kept.len() {
        beside[n] |= near;
        if !passed(n) {
            near = kept[n];
        }
    }
    beside[kept.len()] = near;
    near = false;
    for n in (0..kept.len()).rev() {
        if !passed(n) {
            near = kept[n];
        }
        beside[n] |= near;
    }
    beside
}

#[cfg(test)]
mod tests;
