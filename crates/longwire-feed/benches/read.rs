//! How fast feeds are read, beside feed-rs on the same documents.
//!
//! `cargo bench -p longwire-feed`. Documents are made here, so every machine
//! reads the same: an RSS feed of 20,000 items as large blogs write it, an Atom
//! feed of 2,000 entries in Chinese, a small feed read again and again.
//! Printed are megabytes per second of the thread's own CPU time (of wall clock
//! where the system does not tell), the median of seven rounds that alternate
//! between the two readers, and their ratio.

use std::hint::black_box;
use std::time::{Duration, Instant};

use longwire_feed::{Hint, parse};

const ROUNDS: usize = 7;

fn main() {
    compare("rss 20,000 items", &rss(20_000), 1);
    compare("rss 20 items", &rss(20), 500);
    compare("atom 2,000 entries", &atom(2_000), 3);
}

/// Reads one document with both readers and prints what they took.
fn compare(name: &str, document: &str, repeats: usize) {
    let hint = Hint::default();
    let (mut ours, mut theirs) = (Vec::new(), Vec::new());
    let mut counts = (0, 0);
    for _ in 0..ROUNDS {
        ours.push(time(repeats, || {
            let feed = parse(document.as_bytes(), &hint).expect("the document is a feed");
            counts.0 = black_box(feed).entries.len();
        }));
        theirs.push(time(repeats, || {
            let feed = feed_rs::parser::parse(document.as_bytes()).expect("the document is a feed");
            counts.1 = black_box(feed).entries.len();
        }));
    }
    assert_eq!(counts.0, counts.1, "both readers must find every entry");
    let megabytes = (document.len() * repeats) as f64 / 1e6;
    let speed = |times: &mut Vec<Duration>| {
        times.sort();
        megabytes / times[ROUNDS / 2].as_secs_f64()
    };
    let (ours, theirs) = (speed(&mut ours), speed(&mut theirs));
    println!(
        "{name:20} {megabytes:7.1} MB  longwire {ours:6.1} MB/s  feed-rs {theirs:6.1} MB/s  ratio {:.2}",
        ours / theirs
    );
}

fn time(repeats: usize, mut work: impl FnMut()) -> Duration {
    let (start, cpu_start) = (Instant::now(), cpu_time());
    (0..repeats).for_each(|_| work());
    match (cpu_start, cpu_time()) {
        (Some(from), Some(to)) => to - from,
        _ => start.elapsed(),
    }
}

/// What this thread has had of the processor, as Linux counts it.
fn cpu_time() -> Option<Duration> {
    let statistics = std::fs::read_to_string("/proc/thread-self/schedstat").ok()?;
    statistics.split(' ').next()?.parse().ok().map(Duration::from_nanos)
}

fn rss(items: usize) -> String {
    let head = "<?xml version=\"1.0\" encoding=\"UTF-8\"?><rss version=\"2.0\" \
        xmlns:content=\"http://purl.org/rss/1.0/modules/content/\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\" \
        xmlns:atom=\"http://www.w3.org/2005/Atom\" xmlns:media=\"http://search.yahoo.com/mrss/\"><channel>\
        <title>Morning paper</title><link>https://paper.test/</link><description>All of it</description>\n";
    let paragraph = "<p>The council met on Tuesday &amp; <a href=\"https://paper.test/council\">voted</a> to mend the bridge, \
        which had been shut since the flood.</p>";
    let mut document = head.to_owned();
    for n in 0..items {
        document.push_str(&format!(
            "<item>\n  <title>Bridge &amp; river, part {n}</title>\n  <link>https://paper.test/2024/03/{n}</link>\n  \
            <dc:creator><![CDATA[Ann Lee]]></dc:creator>\n  <pubDate>Tue, 05 Mar 2024 08:{:02}:00 +0000</pubDate>\n  \
            <category><![CDATA[Town]]></category><category><![CDATA[River]]></category>\n  \
            <guid isPermaLink=\"false\">https://paper.test/?p={n}</guid>\n  \
            <description>The council voted to mend the bridge &#8217;as soon as can be&#8217; &lt;b&gt;today&lt;/b&gt;.</description>\n  \
            <content:encoded><![CDATA[{}]]></content:encoded>\n  \
            <media:content url=\"https://paper.test/{n}.jpg\" medium=\"image\" type=\"image/jpeg\"/>\n</item>\n",
            n % 60,
            paragraph.repeat(4)
        ));
    }
    document + "</channel></rss>"
}

fn atom(entries: usize) -> String {
    let paragraph =
        "&lt;p&gt;市议会周二投票决定修复因洪水关闭的大桥，工程预计持续两年，费用由省与市共同承担。&lt;/p&gt;";
    let mut document =
        "<?xml version=\"1.0\"?><feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"zh-CN\">\
        <id>urn:paper</id><title>早报</title><updated>2024-03-05T08:00:00Z</updated>\n"
            .to_owned();
    for n in 0..entries {
        document.push_str(&format!(
            "<entry><id>urn:paper:{n}</id><title type=\"html\">大桥与河 第{n}部分</title>\
            <link rel=\"alternate\" type=\"text/html\" href=\"https://paper.test/{n}\"/>\
            <published>2024-03-05T08:00:00+08:00</published><updated>2024-03-05T09:00:00+08:00</updated>\
            <author><name>瑞迪</name></author><category term=\"要闻\"/>\
            <summary type=\"text\">市议会决定修复大桥。</summary><content type=\"html\">{}</content></entry>\n",
            paragraph.repeat(12)
        ));
    }
    document + "</feed>"
}
