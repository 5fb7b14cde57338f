use super::*;

/// Whether a signature is taken for the body of RFC 4231 §4.3 under its key.
#[track_caller]
fn check(signature: Option<&str>, expected: bool) {
    assert_eq!(is_good(signature, "Jefe", b"what do ya want for nothing?"), expected, "{signature:?}");
}

#[test]
#[rustfmt::skip]
fn all_four_methods_are_known() {
    check(Some("sha1=effcdf6ae5eb2fa2d27416d5f184df9c259a7c79"), true);
    check(Some("sha256=5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"), true);
    check(Some("sha384=af45d2e376484031617f78d2b58a6b1b9c7ef464f5a01b47e42ec3736322445e8e2240ca5e69e2c78b3239ecfab21649"), true);
    check(Some("sha512=164b7a7bfcf819e2e395fbe73b56e0a387bd64222e831fd610270cd7ea2505549758bf75c05a994a6d034f65f8f0e6fdcaeab1a34d4a6b4b636e070a38bce737"), true);
    check(Some(" SHA1=EFFCDF6AE5EB2FA2D27416D5F184DF9C259A7C79 "), true);
}

#[test]
fn anything_else_is_no_signature() {
    check(None, false);
    check(Some("effcdf6ae5eb2fa2d27416d5f184df9c259a7c79"), false);
    check(Some("sha256=effcdf6ae5eb2fa2d27416d5f184df9c259a7c79"), false);
    check(Some("md5=750c783e6ab0b503eaa86e310a5db738"), false);
    for end in [
        "",
        "e",
        "zz",
        "+1",
        "é",
        "000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000",
    ] {
        check(Some(&format!("sha1={}{end}", "effcdf6ae5eb2fa2d27416d5f184df9c259a7c")), false);
    }
    check(Some(&format!("sha1=effcdf6ae5eb2fa2d27416d5f184df9c259a7c79{}", "00".repeat(1_000_000))), false);
}

#[test]
fn another_secret_or_another_body_makes_another_signature() {
    let signature = Some("sha1=effcdf6ae5eb2fa2d27416d5f184df9c259a7c79");
    assert!(!is_good(signature, "jefe", b"what do ya want for nothing?"));
    assert!(!is_good(signature, "Jefe", b"what do ya want for nothing!"));
}
