//! Speed over whole pages, one thread: `cargo bench -p longwire-extract --bench page -- [FOLDER]`.
//!
//! FOLDER holds `.html` or `.html.gz` files at any depth; without one the pages of
//! `../../eval/pages` are taken. All pages are decoded into memory first. Four ways over
//! each page are timed in turns, five rounds, and the best round of each page counts, so that
//! what else the machine does hits all alike: html5ever filling a bare arena and nothing
//! else (`arena`), our tree alone, the whole extraction, and `dom_smoothie`.

mod arena;

use std::hint::black_box;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use longwire_extract::{Hint, Limits, SiteRules, article, decode, dom};
use longwire_model::{Capture, Url};

/// Most bytes of pages that are taken, so that a round takes seconds.
const BYTES_MAX: usize = 25 << 20;
/// How often each page is read in each way.
const ROUNDS: usize = 5;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    // Cargo starts a bench in its crate; the caller stands in the workspace.
    let workspace = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let named = std::env::args().skip(1).find(|arg| !arg.starts_with("--"));
    let folder = workspace.join(named.map_or("eval/pages".into(), PathBuf::from));
    let url = Url::parse("https://news.example/2024/05/01/story.html")?;
    let pages = read(&folder, &url).map_err(|problem| format!("{}: {problem}", folder.display()))?;
    let bytes: usize = pages.iter().map(|page| page.body.len()).sum();
    let limits = Limits::default();
    let (hint, rules) = (Hint::default(), SiteRules::default());
    let text = |page: &Capture| String::from_utf8_lossy(&page.body).into_owned();
    let mut took = [Duration::ZERO; 4];
    for page in &pages {
        let html = &text(page);
        let arena = || drop(black_box(arena::fill(html)));
        let tree = || drop(black_box(dom::parse(html, &limits.parse)));
        let whole = || drop(black_box(article(page, &hint, &rules, &limits)));
        let rival = || {
            let reader = dom_smoothie::Readability::new(html.as_str(), Some(url.as_str()), None);
            drop(black_box(reader.and_then(|mut reader| reader.parse())));
        };
        let mut best = [Duration::MAX; 4];
        for _ in 0..ROUNDS {
            for (best, way) in best.iter_mut().zip([&arena as &dyn Fn(), &tree, &whole, &rival]) {
                let start = Instant::now();
                way();
                *best = (*best).min(start.elapsed());
            }
        }
        took.iter_mut().zip(best).for_each(|(took, best)| *took += best);
    }
    let speed = |took: Duration| bytes as f64 / 1e6 / took.as_secs_f64();
    println!("{} pages, {:.1} MB", pages.len(), bytes as f64 / 1e6);
    for (name, took) in ["html5ever", "our tree", "longwire", "dom_smoothie"].iter().zip(took) {
        println!(
            "{name:<14} {:>7.1} MB/s  {:>7.0} pages/s",
            speed(took),
            pages.len() as f64 / took.as_secs_f64()
        );
    }
    println!(
        "longwire is {:.2} of html5ever filling a bare arena and {:.2} times dom_smoothie",
        speed(took[2]) / speed(took[0]),
        speed(took[2]) / speed(took[3])
    );
    Ok(())
}

/// The pages below a folder as UTF-8, in the order of their paths.
fn read(folder: &Path, url: &Url) -> Result<Vec<Capture>, Box<dyn std::error::Error>> {
    let mut paths = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(&folder)? {
            let path = entry?.path();
            match path.to_string_lossy() {
                _ if path.is_dir() => folders.push(path),
                name if name.ends_with(".html") || name.ends_with(".html.gz") => paths.push(path),
                _ => {}
            }
        }
    }
    paths.sort();
    // Every n-th page, so that all folders are seen within the budget.
    let step = (paths.len() / 200).max(1);
    let (mut pages, mut bytes) = (Vec::new(), 0);
    for path in paths.iter().step_by(step) {
        let raw = if path.extension().is_some_and(|extension| extension == "gz") {
            std::process::Command::new("gzip").arg("-dc").arg(path).output()?.stdout
        } else {
            std::fs::read(path)?
        };
        let text = decode::page(&raw, None, usize::MAX).text.into_owned();
        bytes += text.len();
        if bytes > BYTES_MAX {
            break;
        }
        pages.push(Capture::of_bytes(url.clone(), text.into_bytes()));
    }
    Ok(pages)
}
