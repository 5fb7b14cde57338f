//! `longwire publication`
//!
//! `selection` reads what options say belongs to a publication, `show` tells how one is.

mod selection;
mod show;

use std::io::Write;

use anyhow::{Result, bail};
use clap::{Args, Subcommand};
use longwire_model::{ContentHash, Extent, Output, Publication, Scope};
use longwire_store::{PublicationState, Store};
use longwire_text::tag;

use super::{EXIT_NO, Global};
use crate::{clock, wire};

use selection::{Selected, TellAs};

/// Articles placed at a time while a publication is filled.
const BATCH: usize = 1_000;

/// Merge and filter what is archived into feeds of your own
///
/// The whole archive, every folder, language and tag are publications by themselves; these commands
/// make further ones, change how any of them is told, and hand out keys to private ones.
#[derive(Args, Debug)]
#[command(after_help = "Examples:
  longwire publication list
  longwire publication add 'Ports and ships' --folder News --tag 港口 --keep 'title=port' --block 'text~advert(isement)?'
  longwire publication add 'All Chinese, in Traditional' --language zh --script traditional
  longwire publication show ports-and-ships
  longwire publication edit ports-and-ships --summary --limit 50
  longwire publication key ports-and-ships
  longwire publication remove ports-and-ships")]
pub(crate) struct PublicationCommand {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand, Debug)]
enum Command {
    Add(Add),
    List(List),
    Show(Show),
    Edit(Edit),
    Remove(Remove),
    Key(Key),
}

/// Make a publication
///
/// Its articles are those of any source, folder, tag or language named, as far as a --keep filter
/// wants them (where there are any), no --block filter refuses them and the --search finds them. A
/// search alone looks through the whole archive.
#[derive(Args, Debug)]
#[command(after_help = "Examples:
  longwire publication add Everything-but-sport --all --block 'section~(?i)^sports?$'
  longwire publication add 'Strikes' --tag labour --source the-harbour-post --keep 罢工 --keep 'title~[Ss]trike'
  longwire publication add 'Typhoons' --search 'title:台风 -足球 after:2026-01'
  longwire publication add 'For my phone' --folder News --summary --limit 20 --private

A filter is FIELD=WORDS or FIELD~EXPRESSION; WORDS alone look everywhere. Fields: any, title, author,
text, url, section, tag. Words are found anywhere and in any case; expressions are those of Rust's
regex crate, found anywhere, and take linear time: no look-around, no back references. A search
is written as for `longwire search`; the page /search shows how.

Exit status: 0 made, 2 a source, filter, search or limit is wrong.")]
struct Add {
    /// Its title
    title: String,
    /// The name in its address [default: made from the title]
    #[arg(long)]
    slug: Option<String>,
    #[command(flatten)]
    selected: Selected,
    #[command(flatten)]
    tell: TellAs,
    /// Serve it behind a secret key in its address alone
    #[arg(long)]
    private: bool,
    /// Print it as one JSON object
    #[arg(long)]
    json: bool,
}

/// List the publications
#[derive(Args, Debug)]
#[command(after_help = "Examples:
  longwire publication list
  longwire publication list --json | python3 -m json.tool --json-lines")]
struct List {
    /// One JSON object a line
    #[arg(long)]
    json: bool,
}

/// Show what a publication selects and how it is told
#[derive(Args, Debug)]
#[command(after_help = "Examples:
  longwire publication show all
  longwire publication show language-zh --json")]
struct Show {
    /// Its slug
    slug: String,
    /// One JSON object
    #[arg(long)]
    json: bool,
}

/// Change a publication; its address stays
///
/// Options that are given replace what was there, all others leave it. Of a publication that makes
/// itself (the whole archive, a folder, a language, a tag) only title and telling can be changed.
#[derive(Args, Debug)]
#[command(after_help = "Examples:
  longwire publication edit strikes --keep 罢工 --keep 'title~[Ss]trike'
  longwire publication edit strikes --no-filters
  longwire publication edit typhoons --search 'title:台风 OR title:颱風警報'
  longwire publication edit all --title 'All our news' --status on
  longwire publication edit language-zh-hans --script traditional")]
struct Edit {
    /// Its slug
    slug: String,
    /// Another title
    #[arg(long)]
    title: Option<String>,
    #[command(flatten)]
    selected: Selected,
    /// Take all filters away
    #[arg(long, conflicts_with_all = ["keep", "block"])]
    no_filters: bool,
    /// Take the search away
    #[arg(long, conflicts_with = "search")]
    no_search: bool,
    #[command(flatten)]
    tell: TellAs,
    /// Tell the whole text again
    #[arg(long, conflicts_with = "summary")]
    full: bool,
}

/// Remove a publication; its articles stay archived
#[derive(Args, Debug)]
#[command(after_help = "Example:
  longwire publication remove strikes")]
struct Remove {
    /// Its slug
    slug: String,
}

/// Give a publication a new secret address, or make it public
///
/// The key is shown once and kept nowhere: only its hash is. An address with an older key is gone
/// from that moment.
#[derive(Args, Debug)]
#[command(after_help = "Examples:
  longwire publication key strikes             a new key; the old one, if any, is worth nothing
  longwire publication key strikes --public    no key at all: anyone can read it")]
struct Key {
    /// Its slug
    slug: String,
    /// Take the key away and serve it to anyone
    #[arg(long)]
    public: bool,
}

pub(super) fn run(global: &Global, args: &PublicationCommand) -> Result<u8> {
    let store = wire::store(&global.data()?)?;
    fill(&*store)?;
    match &args.command {
        Command::Add(args) => add(global, &*store, args),
        Command::List(args) => list(&*store, args),
        Command::Show(args) => show(global, &*store, args),
        Command::Edit(args) => edit(&*store, args),
        Command::Remove(args) => remove(&*store, args),
        Command::Key(args) => key(global, &*store, args),
    }
}

/// Puts every article where it belongs, however many there are.
pub(super) fn fill(store: &dyn Store) -> Result<()> {
    while store.keep_up(BATCH)? {}
    Ok(())
}

fn add(global: &Global, store: &dyn Store, args: &Add) -> Result<u8> {
    let Some(title) = tag::name(&args.title) else {
        bail!("a title has 1 to {} characters", tag::NAME_CHARS_MAX);
    };
    let mut selection = args.selected.over(store, None)?;
    if selection.scopes.is_empty() && selection.search.is_some() {
        selection.scopes.push(Scope::All);
    }
    if selection.scopes.is_empty() {
        bail!("name what belongs to it: --all, --source, --folder, --tag, --language or --search");
    }
    let wanted = Publication {
        slug: tag::slug(args.slug.as_deref().unwrap_or(&title)),
        title,
        selection,
        output: args.tell.over(Output::default())?,
    };
    let made = store.add_publication(&wanted, clock::now())?;
    let secret = if args.private { Some(new_key(store, &made)?) } else { None };
    fill(store)?;
    let made = named(store, &made.publication.slug)?;
    let place = show::address(global, &made, secret.as_deref())?;
    if args.json {
        println!("{}", show::as_json(store, &made, &place)?);
        return Ok(0);
    }
    println!("{}: {} articles", made.publication.slug, made.article_count);
    println!("{place}");
    if args.private {
        println!("whoever has this address can read it; `longwire publication key` makes another");
    }
    Ok(0)
}

fn list(store: &dyn Store, args: &List) -> Result<u8> {
    let mut out = std::io::stdout().lock();
    for state in store.publications()? {
        if args.json {
            writeln!(out, "{}", show::as_json(store, &state, "")?)?;
            continue;
        }
        let private = if state.key_hash.is_some() { ", private" } else { "" };
        let title = &state.publication.title;
        let kind = show::kind(state.origin);
        writeln!(out, "{}  {title}", state.publication.slug)?;
        writeln!(out, "      {kind}{private}, {} articles", state.article_count)?;
    }
    Ok(0)
}

fn show(global: &Global, store: &dyn Store, args: &Show) -> Result<u8> {
    let state = named(store, &args.slug)?;
    let place = show::address(global, &state, None)?;
    if args.json {
        println!("{}", show::as_json(store, &state, &place)?);
    } else {
        print!("{}", show::in_words(store, &state, &place)?);
    }
    Ok(0)
}

fn edit(store: &dyn Store, args: &Edit) -> Result<u8> {
    let state = named(store, &args.slug)?;
    let old = &state.publication;
    let mut selection = args.selected.over(store, Some(&old.selection))?;
    if args.no_filters {
        (selection.keep, selection.block) = (Vec::new(), Vec::new());
    }
    if args.no_search {
        selection.search = None;
    }
    if state.origin != longwire_store::Origin::Owner && selection != old.selection {
        bail!("{} makes itself, what is in it can not be changed; add one of your own instead", old.slug);
    }
    let title = match &args.title {
        Some(title) => tag::name(title).unwrap_or_default(),
        None => old.title.clone(),
    };
    let mut output = args.tell.over(old.output)?;
    if args.full {
        output.extent = Extent::Full;
    }
    store.edit_publication(state.id, &Publication { slug: old.slug.clone(), title, selection, output })?;
    fill(store)?;
    println!("{}: {} articles", old.slug, named(store, &old.slug)?.article_count);
    Ok(0)
}

fn remove(store: &dyn Store, args: &Remove) -> Result<u8> {
    let state = named(store, &args.slug)?;
    if !store.remove_publication(state.id)? {
        eprintln!("{} makes itself and can not be removed; `longwire publication key` hides it", args.slug);
        return Ok(EXIT_NO);
    }
    println!("{} is gone; its {} articles are still archived", args.slug, state.article_count);
    Ok(0)
}

fn key(global: &Global, store: &dyn Store, args: &Key) -> Result<u8> {
    let state = named(store, &args.slug)?;
    let secret = if args.public {
        store.set_publication_key(state.id, None)?;
        None
    } else {
        Some(new_key(store, &state)?)
    };
    let state = named(store, &args.slug)?;
    println!("{}", show::address(global, &state, secret.as_deref())?);
    Ok(0)
}

/// Makes a key of 256 random bits, keeps its hash and gives it.
fn new_key(store: &dyn Store, state: &PublicationState) -> Result<String> {
    let mut bytes = [0; 32];
    getrandom::fill(&mut bytes)?;
    let secret = ContentHash(bytes).to_string();
    store.set_publication_key(state.id, Some(longwire_store::content_hash(secret.as_bytes())))?;
    Ok(secret)
}

/// The publication with this slug.
fn named(store: &dyn Store, slug: &str) -> Result<PublicationState> {
    if let Some(found) = store.publication_by_slug(slug)? {
        return Ok(found);
    }
    let all = store.publications()?;
    let nearest = all.iter().min_by_key(|state| longwire_text::distance(slug, &state.publication.slug));
    let nearest = nearest.map_or("all", |state| &state.publication.slug);
    bail!("there is no publication {slug}; did you mean {nearest}? `longwire publication list` shows all")
}
