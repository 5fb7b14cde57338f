//! What an erasure leaves on the disk.

use longwire_model::{ArticleId, Bytes, Capture};

use super::{NOW, article, fresh, revision, url};
use crate::Archive;

#[test]
fn an_erased_text_is_in_no_file_any_more() {
    let (folder, store) = fresh();
    let text = "to be forgotten ".repeat(2000);
    let article = article(&text);
    let body = Bytes::from((0..50_000_u32).map(|n| (n * n / 3) as u8).collect::<Vec<_>>());
    let capture = Capture::of_bytes(url("https://example.org/1"), body);
    store.archive(&revision("1", &article, Some(&capture))).unwrap();
    let holds = |words: &[u8]| {
        std::fs::read_dir(folder.path()).unwrap().any(|file| {
            let bytes = std::fs::read(file.unwrap().path()).unwrap();
            bytes.windows(words.len()).any(|window| window == words)
        })
    };
    assert!(holds(b"to be forgotten"));
    assert!(store.erase(ArticleId(1), "court order", NOW).unwrap());
    assert!(!holds(b"to be forgotten"));
}
