//! Signs what our hub delivers.
//!
//! Spec: WebSub §7.1 (authenticated content distribution), RFC 2104 (HMAC).

use ring::hmac;

/// The value of `X-Hub-Signature`: the body's HMAC by SHA-256 under the follower's secret.
pub(super) fn of(secret: &str, body: &[u8]) -> String {
    let key = hmac::Key::new(hmac::HMAC_SHA256, secret.as_bytes());
    let digits: String = hmac::sign(&key, body).as_ref().iter().map(|byte| format!("{byte:02x}")).collect();
    format!("sha256={digits}")
}

#[cfg(test)]
mod tests {
    /// The second example of RFC 4231 §4.3.
    #[test]
    fn a_signature_is_the_hmac_in_hexadecimal_digits() {
        assert_eq!(
            super::of("Jefe", b"what do ya want for nothing?"),
            "sha256=5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"
        );
    }
}
