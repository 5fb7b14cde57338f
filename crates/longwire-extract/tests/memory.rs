//! What one page may take of memory: twelve times its bytes and eight MiB.
#![cfg(target_os = "linux")]

use longwire_extract::{Hint, Limits, SiteRules, article};
use longwire_model::{Capture, Url};

const TIMES_PAGE: usize = 12;
const BESIDE_BYTES: usize = 8 << 20;

/// One test for all pages: the peak, forgotten before each, is that of the process.
#[test]
fn a_page_takes_no_more_than_twelve_times_its_bytes_and_eight_mebibytes() {
    // A line of what the system says about this process, in bytes.
    let status = |name: &str| {
        let status = std::fs::read_to_string("/proc/self/status").unwrap();
        let line = status.lines().find(|line| line.starts_with(name)).unwrap();
        line.split_ascii_whitespace().nth(1).unwrap().parse::<usize>().unwrap() * 1024
    };
    let url = Url::parse("https://news.example/2024/05/01/story.html").unwrap();
    let text = "The harbour of Ostwick was closed, the port authority said on Tuesday. ";
    let script = |json: &str| format!("<title>{text}</title><script>var a = [{json}0]</script>");
    // The first are those that leave least behind: what is free again is taken by the next unseen.
    let pages = [
        ("data of numbers", script(&"0,".repeat(1_000_000))),
        ("data of objects", script(&"{\"a\":{}},".repeat(200_000))),
        ("data of names", script(&"{\"a\":\"bcdefg\"},".repeat(120_000))),
        (
            "data of texts",
            script(&format!("{{\"title\":\"{text}\",\"body\":\"{}\"}},", text.repeat(4)).repeat(5_000)),
        ),
        ("siblings", format!("<body>{}</body>", "<p>xyz</p>".repeat(200_000))),
        ("paragraphs", format!("<title>t</title><article>{}", format!("<p>{text}").repeat(10_000))),
        ("attributes", format!("<body>{}", "<i id=a class=b title=c>x</i>".repeat(50_000))),
        ("entities", "&eacute;".repeat(200_000)),
    ];
    for (name, html) in pages {
        let bytes = html.len();
        let capture = Capture::of_bytes(url.clone(), html);
        std::fs::write("/proc/self/clear_refs", "5").unwrap();
        let before = status("VmRSS:");
        drop(article(&capture, &Hint::default(), &SiteRules::default(), &Limits::default()));
        let took = status("VmHWM:") - before + bytes;
        assert!(took <= TIMES_PAGE * bytes + BESIDE_BYTES, "{name}: {took} of {bytes}");
        println!("{name}: {:.1} MB of {:.1} MB", took as f64 / 1e6, bytes as f64 / 1e6);
    }
}
