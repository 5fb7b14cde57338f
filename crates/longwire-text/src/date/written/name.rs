//! Names of months and days, eras, and the words that stand between a date and a time.

/// Names and abbreviations of months as they stand beside a day, lower case.
#[rustfmt::skip]
const MONTHS: [&[&str]; 12] = [
    &["january", "jan", "januar", "jänner", "jaenner", "janvier", "janv", "enero", "ene", "gennaio", "gen", "janeiro",
      "januari", "stycznia", "styczeń", "sty", "января", "январь", "янв", "січня", "ιανουαρίου", "ιανουάριος", "ιαν",
      "ledna", "leden", "ocak", "január", "ianuarie", "tammikuuta", "siječnja", "gener", "يناير", "जनवरी", "ianuarie"],
    &["february", "feb", "februar", "février", "fevrier", "févr", "fév", "febrero", "febbraio", "fevereiro", "fev",
      "februari", "lutego", "luty", "lut", "февраля", "февраль", "фев", "февр", "лютого", "φεβρουαρίου", "φεβρουάριος",
      "φεβ", "února", "únor", "şubat", "február", "febr", "februarie", "helmikuuta", "veljače", "febrer", "فبراير", "फ़रवरी"],
    &["march", "mar", "märz", "maerz", "mrz", "mär", "mars", "marzo", "março", "maart", "mrt", "marts", "marca", "marzec",
      "марта", "март", "мар", "березня", "μαρτίου", "μάρτιος", "μαρ", "března", "březen", "mart", "március", "márc",
      "martie", "maaliskuuta", "ožujka", "març", "maret", "مارس", "मार्च"],
    &["april", "apr", "avril", "avr", "abril", "abr", "aprile", "kwietnia", "kwiecień", "kwi", "апреля", "апрель", "апр",
      "квітня", "απριλίου", "απρίλιος", "απρ", "dubna", "duben", "nisan", "április", "ápr", "aprilie", "huhtikuuta",
      "travnja", "أبريل", "إبريل", "अप्रैल"],
    &["may", "mai", "mayo", "maggio", "mag", "maio", "mei", "maj", "maja", "мая", "май", "травня", "μαΐου", "μαίου",
      "μάιος", "μαϊ", "μαι", "května", "květen", "mayıs", "május", "máj", "toukokuuta", "svibnja", "maig", "مايو", "मई"],
    &["june", "jun", "juni", "juin", "junio", "giugno", "giu", "junho", "czerwca", "czerwiec", "cze", "июня", "июнь",
      "июн", "червня", "ιουνίου", "ιούνιος", "ιουν", "června", "červen", "haziran", "június", "jún", "iunie",
      "kesäkuuta", "lipnja", "juny", "يونيو", "जून"],
    &["july", "jul", "juli", "juillet", "juil", "julio", "luglio", "lug", "julho", "lipca", "lipiec", "lip", "июля",
      "июль", "июл", "липня", "ιουλίου", "ιούλιος", "ιουλ", "července", "červenec", "temmuz", "július", "júl", "iulie",
      "heinäkuuta", "srpnja", "juliol", "يوليو", "जुलाई"],
    &["august", "aug", "août", "aout", "agosto", "ago", "augustus", "augusti", "sierpnia", "sierpień", "sie", "августа",
      "август", "авг", "серпня", "αυγούστου", "αύγουστος", "αυγ", "srpna", "srpen", "ağustos", "augusztus", "elokuuta",
      "kolovoza", "agost", "agustus", "أغسطس", "अगस्त"],
    &["september", "sept", "sep", "septembre", "septiembre", "setiembre", "settembre", "set", "setembro", "września",
      "wrzesień", "wrz", "сентября", "сентябрь", "сен", "сент", "вересня", "σεπτεμβρίου", "σεπτέμβριος", "σεπ", "σεπτ",
      "září", "eylül", "szeptember", "szept", "septembrie", "syyskuuta", "rujna", "setembre", "سبتمبر", "सितंबर"],
    &["october", "oct", "oktober", "okt", "octobre", "octubre", "ottobre", "ott", "outubro", "out", "października",
      "październik", "paź", "октября", "октябрь", "окт", "жовтня", "οκτωβρίου", "οκτώβριος", "οκτ", "října", "říjen",
      "ekim", "október", "octombrie", "lokakuuta", "أكتوبر", "अक्टूबर"],
    &["november", "nov", "novembre", "noviembre", "novembro", "listopada", "listopad", "lis", "ноября", "ноябрь", "ноя",
      "нояб", "листопада", "νοεμβρίου", "νοέμβριος", "νοε", "listopadu", "kasım", "noiembrie", "marraskuuta", "studenoga",
      "نوفمبر", "नवंबर"],
    &["december", "dec", "dezember", "dez", "décembre", "decembre", "déc", "diciembre", "dic", "dicembre", "dezembro",
      "desember", "des", "grudnia", "grudzień", "gru", "декабря", "декабрь", "дек", "грудня", "δεκεμβρίου", "δεκέμβριος",
      "δεκ", "prosince", "prosinec", "aralık", "decembrie", "joulukuuta", "prosinca", "desembre", "ديسمبر", "दिसंबर"],
];

/// The number of the month of that exact name or abbreviation, given in lower case.
pub(super) fn month(word: &str) -> Option<i8> {
    (1..).zip(MONTHS).find(|(_, names)| names.contains(&word)).map(|(number, _)| number)
}

/// Years before year 1 of an era, by the characters that open it.
pub(super) const ERAS: &[(&str, i16)] =
    &[("民國", 1911), ("民国", 1911), ("令和", 2018), ("平成", 1988), ("昭和", 1925), ("大正", 1911)];

/// True for the CJK characters that a date can begin with, other than a digit.
pub(super) fn opens_date(c: char) -> bool {
    matches!(
        c,
        '民' | '令' | '平' | '昭' | '大' | '今' | '本' | '昨' | '前' | '一' | '二' | '오' | '어' | '그'
    )
}

/// Words and signs that may stand between a date and its time, lower case.
const FILLERS: &[&str] = &[
    "at",
    "um",
    "à",
    "às",
    "as",
    "a",
    "las",
    "la",
    "ore",
    "alle",
    "klo",
    "kl",
    "o",
    "godz",
    "godzina",
    "в",
    "om",
    "г",
    "года",
    "год",
    "р",
    "року",
    "ώρα",
    "в",
    "v",
    "saat",
    "h",
    "de",
    "del",
    "dalle",
    "en",
    "los",
    "di",
    "time",
    "published",
    "on",
    "mon",
    "tue",
    "wed",
    "thu",
    "fri",
    "sat",
    "sun",
    "tues",
    "thur",
    "thurs",
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
    "montag",
    "dienstag",
    "mittwoch",
    "donnerstag",
    "freitag",
    "samstag",
    "sonntag",
    "lundi",
    "mardi",
    "mercredi",
    "jeudi",
    "vendredi",
    "samedi",
    "dimanche",
    "lunes",
    "martes",
    "miércoles",
    "jueves",
    "viernes",
    "sábado",
    "domingo",
    "lunedì",
    "martedì",
    "mercoledì",
    "giovedì",
    "venerdì",
    "sabato",
    "domenica",
    "segunda",
    "terça",
    "quarta",
    "quinta",
    "sexta",
    "feira",
];

/// True for a word that may stand between a date and its time.
pub(super) fn is_filler(word: &str) -> bool {
    FILLERS.contains(&word)
}

/// Places and offsets by abbreviation; written in capitals. Summer time is put in by the place.
#[rustfmt::skip]
const ZONES: &[(&str, Zone)] = &[
    ("UTC", Zone::Hours(0.0)), ("GMT", Zone::Hours(0.0)), ("UT", Zone::Hours(0.0)), ("WET", Zone::Hours(0.0)),
    ("ET", Zone::Place("America/New_York")), ("EST", Zone::Place("America/New_York")), ("EDT", Zone::Hours(-4.0)),
    ("CT", Zone::Place("America/Chicago")), ("CDT", Zone::Hours(-5.0)),
    ("MT", Zone::Place("America/Denver")), ("MST", Zone::Hours(-7.0)), ("MDT", Zone::Hours(-6.0)),
    ("PT", Zone::Place("America/Los_Angeles")), ("PST", Zone::Place("America/Los_Angeles")), ("PDT", Zone::Hours(-7.0)),
    ("BST", Zone::Hours(1.0)), ("CET", Zone::Place("Europe/Berlin")), ("CEST", Zone::Hours(2.0)),
    ("MEZ", Zone::Place("Europe/Berlin")), ("MESZ", Zone::Hours(2.0)), ("EET", Zone::Place("Europe/Athens")),
    ("EEST", Zone::Hours(3.0)), ("MSK", Zone::Hours(3.0)), ("МСК", Zone::Hours(3.0)), ("IST", Zone::Hours(5.5)),
    ("PKT", Zone::Hours(5.0)), ("HKT", Zone::Hours(8.0)), ("SGT", Zone::Hours(8.0)), ("WIB", Zone::Hours(7.0)),
    ("JST", Zone::Hours(9.0)), ("KST", Zone::Hours(9.0)), ("AEST", Zone::Place("Australia/Sydney")),
    ("AEDT", Zone::Hours(11.0)), ("NZST", Zone::Place("Pacific/Auckland")), ("NZDT", Zone::Hours(13.0)),
    ("BRT", Zone::Hours(-3.0)), ("SAST", Zone::Hours(2.0)), ("TRT", Zone::Hours(3.0)),
];

/// What an abbreviation of a zone means.
#[derive(Clone, Copy)]
pub(super) enum Zone {
    /// Hours east of UTC.
    Hours(f32),
    /// A place whose clocks change.
    Place(&'static str),
}

/// The zone of that abbreviation. `CST` is China's in Chinese text and America's elsewhere.
pub(super) fn zone(name: &str, language: Option<&str>) -> Option<Zone> {
    if name == "CST" {
        let chinese = language.is_some_and(|tag| tag.starts_with("zh"));
        return Some(if chinese { Zone::Hours(8.0) } else { Zone::Place("America/Chicago") });
    }
    ZONES.iter().find(|(known, _)| *known == name).map(|&(_, zone)| zone)
}
