//! What a site has out at a given instant.
//!
//! An [`Edition`] follows from the site, the moment the publisher started and the
//! moment asked for, so a test can look at any minute without waiting for it.

use std::time::Duration;

use longwire_model::{Moment, Timestamp, Url};

use super::house::House;
use super::manuscript::{self, Manuscript};
use super::publisher::Plan;
use super::written::{Block, BlockKind, Byline, Picture, Written};

/// Bulletins kept online; older ones are gone from the site.
const BULLETINS_MAX: u64 = 120;
/// The number of the first article; bulletins count from 5000 up.
const ARTICLE_NUMBER_FIRST: u32 = 1001;
const BULLETIN_NUMBER_FIRST: u32 = 5000;

/// A site at work.
pub(crate) struct Newsroom {
    pub house: &'static House,
    /// Its home page.
    pub home: Url,
    started: Timestamp,
    plan: Plan,
    articles: Vec<Manuscript>,
    bulletins: Vec<Manuscript>,
}

/// What is out at one instant.
pub(crate) struct Edition<'a> {
    pub house: &'static House,
    pub home: &'a Url,
    /// Newest first.
    pub articles: Vec<Written>,
}

impl Newsroom {
    pub(crate) fn open(house: &'static House, home: Url, started: Timestamp, plan: &Plan) -> Self {
        Self {
            house,
            home,
            started: Timestamp::from_seconds(started.seconds()),
            plan: plan.clone(),
            articles: manuscript::read(house.articles),
            bulletins: house.bulletins.map(manuscript::read).unwrap_or_default(),
        }
    }

    /// What is out at `now`.
    pub(crate) fn edition(&self, now: Timestamp) -> Edition<'_> {
        let mut articles = self.bulletins_at(now);
        articles.extend(
            (ARTICLE_NUMBER_FIRST..).zip(&self.articles).map(|(number, it)| self.article(it, number, now)),
        );
        articles.sort_by_key(|written| std::cmp::Reverse(written.published_at.timestamp()));
        Edition { house: self.house, home: &self.home, articles }
    }

    /// An article, with its correction once that is due. It appeared on a whole
    /// minute, because pages show no seconds.
    fn article(&self, manuscript: &Manuscript, number: u32, now: Timestamp) -> Written {
        let minute = self.started.seconds().div_euclid(60) - i64::from(manuscript.age_minutes);
        let mut written = self.written(manuscript, number, Timestamp::from_seconds(minute * 60));
        let corrected_at = self.started.plus(self.plan.correction_after);
        if let Some((wrong, right)) = &manuscript.correction
            && now >= corrected_at
        {
            for block in &mut written.blocks {
                block.marked = block.marked.replace(wrong, right);
            }
            let note = manuscript.correction_note.clone().unwrap_or_default();
            written.blocks.push(Block { kind: BlockKind::Paragraph, marked: note });
            written.modified_at = Some(self.local(corrected_at));
        }
        written
    }

    /// One bulletin for every span that has passed since the start, taken from the
    /// manuscripts in turn; `{…}` in them stands for what changes from one to the next.
    fn bulletins_at(&self, now: Timestamp) -> Vec<Written> {
        let every = self.plan.bulletin_every.max(Duration::from_secs(1));
        let count = now.since(self.started).as_secs() / every.as_secs();
        let pool = self.bulletins.len() as u64;
        if pool == 0 {
            return Vec::new();
        }
        (count.saturating_sub(BULLETINS_MAX) + 1..=count)
            .map(|turn| {
                let at = self.started.plus(every.saturating_mul(u32::try_from(turn).unwrap_or(u32::MAX)));
                let manuscript = &self.bulletins[(turn % pool) as usize];
                let number = BULLETIN_NUMBER_FIRST.saturating_add(u32::try_from(turn).unwrap_or(u32::MAX));
                self.written(&in_turn(manuscript, turn, self.local(at)), number, at)
            })
            .collect()
    }

    fn written(&self, manuscript: &Manuscript, number: u32, at: Timestamp) -> Written {
        let published_at = self.local(at);
        let byline = |name: &String| Byline {
            name: name.clone(),
            url: self.house.author_path.map(|path| self.at_path(&path(name))),
        };
        Written {
            url: self.at_path(&(self.house.article_path)(manuscript, number, published_at)),
            number,
            title: manuscript.title.clone(),
            section: manuscript.section.clone(),
            authors: manuscript.authors.iter().map(byline).collect(),
            published_at,
            modified_at: None,
            standfirst: manuscript.standfirst.clone(),
            blocks: manuscript.blocks.clone(),
            lead: self.picture(manuscript),
            label: manuscript.label,
        }
    }

    fn picture(&self, manuscript: &Manuscript) -> Option<Picture> {
        let chosen = manuscript.picture.as_ref()?;
        let file = self.house.pictures.get(chosen.number.checked_sub(1)?)?;
        Some(Picture {
            url: self.at_path(file.path),
            small: file.small.map(|(path, _)| self.at_path(path)),
            width: file.size.0,
            height: file.size.1,
            caption: chosen.caption.clone(),
            credit: chosen.credit.clone(),
        })
    }

    fn at_path(&self, path: &str) -> Url {
        let mut url = self.home.clone();
        url.set_path(path);
        url
    }

    fn local(&self, at: Timestamp) -> Moment {
        Moment::Instant { at, offset_seconds: self.house.offset_seconds }
    }
}

/// A bulletin's manuscript with its gaps filled for this turn.
fn in_turn(manuscript: &Manuscript, turn: u64, at: Moment) -> Manuscript {
    const SHIPS: [&str; 11] = [
        "Anselm Grey",
        "Blue Thistle",
        "Corran Star",
        "Dunlin",
        "Evening Tern",
        "Fair Isobel",
        "Greta May",
        "Harrier",
        "Inishmore",
        "Juniper",
        "Kittiwake",
    ];
    const PORTS: [&str; 7] =
        ["Skerry Head", "Port Annet", "Lammas Bay", "Oldhaven", "St Brannock", "Thorne Quay", "Wick Narrows"];
    let pick = |list: &[&'static str], step: u64| list[((turn * step + step) % list.len() as u64) as usize];
    let gaps = [
        ("{time}", super::page::stamp(at, "%H:%M:%S")),
        ("{turn}", turn.to_string()),
        ("{ship}", pick(&SHIPS, 3).into()),
        ("{other}", pick(&SHIPS, 5).into()),
        ("{port}", pick(&PORTS, 2).into()),
        ("{berth}", (turn * 5 % 14 + 1).to_string()),
        ("{wind}", (turn * 7 % 31 + 6).to_string()),
        ("{tide}", format!("{}.{}", turn * 3 % 5 + 1, turn % 10)),
        ("{count}", (turn * 13 % 83 + 17).to_string()),
        ("{tons}", (turn * 37 % 610 + 140).to_string()),
    ];
    let fill = |text: &str| gaps.iter().fold(text.to_owned(), |text, (gap, value)| text.replace(gap, value));
    Manuscript {
        title: fill(&manuscript.title),
        slug: fill(&manuscript.slug),
        standfirst: manuscript.standfirst.as_deref().map(fill),
        blocks: manuscript
            .blocks
            .iter()
            .map(|block| Block { kind: block.kind, marked: fill(&block.marked) })
            .collect(),
        ..manuscript.clone()
    }
}

#[cfg(test)]
mod tests;
