//! Is a delivery signed with our secret?
//!
//! Spec: WebSub §7.1 (`X-Hub-Signature: method=signature`), RFC 2104 (HMAC).

use ring::hmac;

/// The field's name.
pub(super) const FIELD: &str = "x-hub-signature";

/// Whether a signature is the body's under this secret. A missing one is not,
/// nor one by a method the specification does not name. Takes as long for a
/// signature that is nearly right as for any other.
pub(super) fn is_good(signature: Option<&str>, secret: &str, body: &[u8]) -> bool {
    let Some((method, digits)) = signature.and_then(|written| written.trim().split_once('=')) else {
        return false;
    };
    let algorithm = match method.to_ascii_lowercase().as_str() {
        "sha1" => hmac::HMAC_SHA1_FOR_LEGACY_USE_ONLY,
        "sha256" => hmac::HMAC_SHA256,
        "sha384" => hmac::HMAC_SHA384,
        "sha512" => hmac::HMAC_SHA512,
        _ => return false,
    };
    let key = hmac::Key::new(algorithm, secret.as_bytes());
    bytes_of(digits).is_some_and(|tag| hmac::verify(&key, body, &tag).is_ok())
}

/// Reads hexadecimal digits; `None` for anything else and for more than any method gives.
fn bytes_of(digits: &str) -> Option<Vec<u8>> {
    const DIGITS_MAX: usize = 128;
    if digits.len() > DIGITS_MAX || !digits.len().is_multiple_of(2) || !digits.is_ascii() {
        return None;
    }
    let pairs = digits.as_bytes().chunks(2);
    pairs.map(|pair| u8::from_str_radix(std::str::from_utf8(pair).ok()?, 16).ok()).collect()
}

#[cfg(test)]
mod tests;
