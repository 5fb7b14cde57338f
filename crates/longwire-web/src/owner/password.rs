//! Passwords: what is taken for one, and how it is kept.
//!
//! Argon2id with the crate's parameters (19 MiB, two passes), which are those that OWASP
//! names; the salt and the parameters stand in the hash, so that they can be raised later.
//!
//! Spec: RFC 9106 (Argon2), the PHC string format.

use argon2::{Argon2, PasswordHasher as _, PasswordVerifier as _};

/// The shortest password, in characters.
pub const PASSWORD_CHARS_MIN: usize = 10;
/// The longest password, in bytes.
pub const PASSWORD_BYTES_MAX: usize = 1_024;

/// Why a password is not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PasswordRefusal {
    /// It is shorter than [`PASSWORD_CHARS_MIN`].
    #[error("a password has at least {PASSWORD_CHARS_MIN} characters")]
    TooShort,
    /// It is longer than [`PASSWORD_BYTES_MAX`].
    #[error("a password has at most {PASSWORD_BYTES_MAX} bytes")]
    TooLong,
    /// The system gave no random bytes for the salt.
    #[error("the system gave no random bytes; try again")]
    NoSalt,
}

/// Hashes a password, to be kept in place of it. Takes some tens of milliseconds and 19 MiB.
///
/// # Errors
///
/// Where it is too short or too long, or the system has no random bytes.
pub fn hash_password(password: &str) -> Result<String, PasswordRefusal> {
    if password.chars().count() < PASSWORD_CHARS_MIN {
        return Err(PasswordRefusal::TooShort);
    }
    if password.len() > PASSWORD_BYTES_MAX {
        return Err(PasswordRefusal::TooLong);
    }
    let hash = Argon2::default().hash_password(password.as_bytes());
    hash.map(|hash| hash.to_string()).map_err(|_| PasswordRefusal::NoSalt)
}

/// True where a password is the one that was hashed. One that is too long is not even tried.
pub(super) fn is_password(password: &str, hash: &str) -> bool {
    password.len() <= PASSWORD_BYTES_MAX
        && Argon2::default().verify_password(password.as_bytes(), hash).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_password_is_known_again_and_another_is_not() {
        let hash = hash_password("港口 罢工 四十天 quay").unwrap();
        assert!(hash.starts_with("$argon2id$"), "{hash}");
        assert!(is_password("港口 罢工 四十天 quay", &hash));
        assert!(!is_password("港口 罢工 四十天 quai", &hash));
        assert!(!is_password("", &hash) && !is_password("x", "no hash at all"));
        assert_ne!(hash, hash_password("港口 罢工 四十天 quay").unwrap(), "each has a salt of its own");
    }

    #[test]
    fn a_password_has_a_least_and_a_largest_size() {
        assert_eq!(hash_password(&"港".repeat(PASSWORD_CHARS_MIN - 1)), Err(PasswordRefusal::TooShort));
        assert!(hash_password(&"港".repeat(PASSWORD_CHARS_MIN)).is_ok());
        assert!(hash_password(&"x".repeat(PASSWORD_BYTES_MAX)).is_ok());
        assert_eq!(hash_password(&"x".repeat(PASSWORD_BYTES_MAX + 1)), Err(PasswordRefusal::TooLong));
    }
}
