//! The language of a text, judged by the text.
//!
//! Most scripts tell the language or nearly so: kana mean Japanese, hangul
//! Korean, and Chinese writes itself in simplified or traditional characters.
//! Only Latin, Cyrillic and a few others need statistics (`whatlang`), and there
//! what the page declares is believed unless the text clearly says otherwise:
//! templates declare the wrong language often, but short texts guess worse.
//!
//! Deliberately absent: languages of parts of a text, and regions the page does
//! not declare.

mod function_words;

use longwire_model::Lang;

use crate::cjk;

/// Most characters looked at.
const CHARS_MAX: usize = 4_000;
/// Most characters given to the statistics; more do not make them surer.
const STATISTICS_CHARS_MAX: usize = 600;
/// Fewest letters that are judged at all.
const LETTERS_MIN: u32 = 12;
/// Fewest letters on which statistics may overrule a declaration.
const OVERRULE_LETTERS_MIN: u32 = 200;

/// Characters used in simplified Chinese only, sorted.
const SIMPLIFIED: &str = "\
    万业东两严个为丽举义乐习乡书买乱争亚产亲亿仅从仓仪们价众优会传伤体关写减则刚创别剧办务动励劳势华单卖\
    卫厂厅历厉压县双发变叶号后吗吨听启吴员呜团园围国图圆场坏块坚坛声处备复头夺奋奖妇孙学宁宝实审宪宽宾对\
    导将尔尽层岁岛帅师带帮库应废开异张强归当录总战户执扩扬扰护报担择损换据携敌数断无旧时显术机杀杂权条来\
    极构标样档桥检楼欢欧残毕气汉沟没测济满灭灯灵灾点热爱爷状独环现电监盘确离种积稳穷竞笔签简类粮系约级纪\
    纳纸线组细织终经结给络统继绩维综绿网罗罚职联胜脑节苏药获营虑虽补装见观规视览觉计订认让训议记讲许论设\
    访证评识诉词试话该详语误说请读谁调谈谢负财责货质贫贸费资赛赵车转轮软轻载较输边达迁过运还这进远违连适\
    选邮郑释针钟钱铁银错长门问间阳阴阶际陆陈险随隐难页项顺须顾预领频颗题额风飞饭馆马驱验鱼鲜鸟鸡黄齐龙";
/// Their traditional forms, sorted.
const TRADITIONAL: &str = "\
    亂亞來係倉個們備傳傷僅價儀億優兩別則剛創劇動務勝勞勢勵厲吳員問啟單嗎嗚噸嚴國圍園圓圖團執堅報場塊壇壓\
    壞奪奮婦孫學實寧審寫寬寶將對導層島帥師帶幫庫廠廢廳張強後從復愛慮憲應戰戶揚換損擇擔據擴擾攜敵數斷時書\
    會東條業極構樂樓標樣橋機檔檢權歐歡歲歷歸殘殺氣沒減測溝滅滿漢濟災為無熱燈營爭爺爾狀獎獨獲現環產畢異當\
    發盡監盤眾確種積穩窮競筆節簡簽糧紀約納紙級細終組結絡給統經綜綠維網線縣總績織繼罰羅義習聯聲職聽腦舉舊\
    華萬葉藥蘇處號術衛補裝見規視親覺覽觀訂計訓記訪設許訴評詞試話該詳認語誤說誰調談請論講謝證識議護讀變讓\
    負財貧貨責買費貿資賓賣質賽趙車軟較載輕輪輸轉辦這連進運過達違遠適遷選還邊郵鄉鄭釋針銀錄錢錯鐘鐵長門開\
    間關陰陳陸陽階際隨險隱雖雙雜雞離難電靈頁項順須預領頭頻顆題額類顧顯風飛飯館馬驅驗體魚鮮鳥麗黃點齊龍";

/// The two lists as sets: one look for every ideograph of a text.
static SIMPLIFIED_SET: IdeographSet = IdeographSet::of(SIMPLIFIED);
static TRADITIONAL_SET: IdeographSet = IdeographSet::of(TRADITIONAL);

/// Ideographs of the block U+4E00 to U+9FFF, a bit for each.
struct IdeographSet([u64; (0xA000 - 0x4E00) / 64]);

impl IdeographSet {
    /// The characters of a string. One outside the block does not compile.
    const fn of(ideographs: &str) -> Self {
        let bytes = ideographs.as_bytes();
        let mut bits = [0; (0xA000 - 0x4E00) / 64];
        let mut at = 0;
        while at < bytes.len() {
            // Every character of the block is three bytes long in UTF-8.
            let high = (bytes[at] & 0x0f) as usize;
            let code = high << 12 | ((bytes[at + 1] & 0x3f) as usize) << 6 | (bytes[at + 2] & 0x3f) as usize;
            let place = code - 0x4E00;
            bits[place / 64] |= 1 << (place % 64);
            at += 3;
        }
        Self(bits)
    }

    fn contains(&self, c: char) -> bool {
        let place = (c as usize).wrapping_sub(0x4E00);
        self.0.get(place / 64).is_some_and(|word| word >> (place % 64) & 1 == 1)
    }
}

#[derive(Default)]
struct Counts {
    letters: u32,
    han: u32,
    kana: u32,
    hangul: u32,
    simplified: u32,
    traditional: u32,
    /// Scripts that one language is written in nearly alone, by the rows of [`SCRIPTS`].
    scripts: [u32; SCRIPTS.len()],
    latin: u32,
}

/// Scripts and the one language they are nearly always written for.
const SCRIPTS: [(std::ops::RangeInclusive<char>, &str); 12] = [
    ('\u{370}'..='\u{3ff}', "el"),
    ('\u{530}'..='\u{58f}', "hy"),
    ('\u{590}'..='\u{5ff}', "he"),
    ('\u{980}'..='\u{9ff}', "bn"),
    ('\u{a80}'..='\u{aff}', "gu"),
    ('\u{b80}'..='\u{bff}', "ta"),
    ('\u{c00}'..='\u{c7f}', "te"),
    ('\u{d00}'..='\u{d7f}', "ml"),
    ('\u{e00}'..='\u{e7f}', "th"),
    ('\u{1000}'..='\u{109f}', "my"),
    ('\u{10a0}'..='\u{10ff}', "ka"),
    ('\u{1780}'..='\u{17ff}', "km"),
];

/// The language of a text: judged by its characters and words, with what the
/// page declares as the answer to doubts. `None` where neither says anything.
///
/// Chinese comes out as `zh-Hans` or `zh-Hant` by its characters. A region the
/// page declares (`pt-BR`, `en-GB`) is kept where the language agrees.
pub fn detect(text: &str, declared: Option<&Lang>) -> Option<Lang> {
    let counts = count(text);
    if counts.letters < LETTERS_MIN {
        return declared.cloned();
    }
    let by_text = by_script(&counts, declared).or_else(|| by_statistics(text, &counts, declared));
    match (by_text, declared) {
        (Some(tag), Some(declared)) if declared.as_str().split('-').next() == Some(tag.as_str()) => {
            Some(declared.clone())
        }
        (Some(tag), _) => Lang::parse(&tag),
        (None, declared) => declared.cloned(),
    }
}

fn count(text: &str) -> Counts {
    let mut counts = Counts::default();
    for c in text.chars().take(CHARS_MAX) {
        if c.is_ascii() {
            let letter = u32::from(c.is_ascii_alphabetic());
            counts.letters += letter;
            counts.latin += letter;
            continue;
        }
        if !c.is_alphabetic() {
            continue;
        }
        counts.letters += 1;
        match cjk::class(c) {
            cjk::Class::Han => {
                counts.han += 1;
                counts.simplified += u32::from(SIMPLIFIED_SET.contains(c));
                counts.traditional += u32::from(TRADITIONAL_SET.contains(c));
            }
            cjk::Class::Kana => counts.kana += 1,
            cjk::Class::Hangul => counts.hangul += 1,
            _ => {
                if let Some(n) = SCRIPTS.iter().position(|(range, _)| range.contains(&c)) {
                    counts.scripts[n] += 1;
                } else {
                    counts.latin += u32::from(c < '\u{250}' || ('\u{1e00}'..='\u{1eff}').contains(&c));
                }
            }
        }
    }
    counts
}

/// What the script alone says.
fn by_script(counts: &Counts, declared: Option<&Lang>) -> Option<String> {
    let cjk = counts.han + counts.kana + counts.hangul;
    // A Chinese text may quote much English, but one ideograph weighs a word.
    if cjk * 3 > counts.letters {
        if counts.hangul * 3 > cjk {
            return Some("ko".into());
        }
        if counts.kana * 12 > cjk {
            return Some("ja".into());
        }
        return Some(chinese(counts, declared));
    }
    let (n, &most) = counts.scripts.iter().enumerate().max_by_key(|&(_, count)| count)?;
    (most * 2 > counts.letters).then(|| SCRIPTS[n].1.to_owned())
}

fn chinese(counts: &Counts, declared: Option<&Lang>) -> String {
    let tag = match counts.simplified.cmp(&counts.traditional) {
        std::cmp::Ordering::Greater => "zh-Hans",
        std::cmp::Ordering::Less => "zh-Hant",
        std::cmp::Ordering::Equal => {
            return declared.filter(|l| l.primary() == "zh").map_or("zh", Lang::as_str).to_owned();
        }
    };
    tag.to_owned()
}

/// What the words say, for scripts that many languages share.
fn by_statistics(text: &str, counts: &Counts, declared: Option<&Lang>) -> Option<String> {
    let skip = text.chars().count().min(CHARS_MAX).saturating_sub(STATISTICS_CHARS_MAX) / 2;
    let sample: String = text.chars().skip(skip).take(STATISTICS_CHARS_MAX).collect();
    // What the page declares and its commonest words agree on needs no statistics.
    if let Some(declared) = declared.map(Lang::primary)
        && function_words::language(&sample) == Some(declared)
    {
        return Some(declared.to_owned());
    }
    let guess = whatlang::detect(&sample)?;
    let tag = two_letters(guess.lang().code());
    match declared {
        None => (guess.is_reliable() || guess.confidence() > 0.5).then(|| tag.to_owned()),
        Some(declared) if declared.primary() == tag => Some(tag.to_owned()),
        // A Cyrillic page that declares English, say, is not English however short it is.
        Some(declared) => {
            let latin = counts.latin * 2 > counts.letters;
            let declared_latin = !matches!(
                declared.primary(),
                "ru" | "uk"
                    | "bg"
                    | "be"
                    | "mk"
                    | "kk"
                    | "ar"
                    | "fa"
                    | "ur"
                    | "hi"
                    | "mr"
                    | "zh"
                    | "ja"
                    | "ko"
                    | "el"
                    | "he"
                    | "th"
            );
            let clear = guess.is_reliable() && counts.letters >= OVERRULE_LETTERS_MIN;
            (clear || (latin != declared_latin && guess.confidence() > 0.5)).then(|| tag.to_owned())
        }
    }
}

/// The tag in use for a language that `whatlang` names by ISO 639-3.
fn two_letters(code: &'static str) -> &'static str {
    match code {
        "eng" => "en",
        "fra" => "fr",
        "deu" => "de",
        "spa" => "es",
        "por" => "pt",
        "ita" => "it",
        "nld" => "nl",
        "rus" => "ru",
        "ukr" => "uk",
        "bel" => "be",
        "bul" => "bg",
        "mkd" => "mk",
        "srp" => "sr",
        "hrv" => "hr",
        "slv" => "sl",
        "slk" => "sk",
        "ces" => "cs",
        "pol" => "pl",
        "hun" => "hu",
        "ron" => "ro",
        "tur" => "tr",
        "aze" => "az",
        "tuk" => "tk",
        "uzb" => "uz",
        "swe" => "sv",
        "dan" => "da",
        "nob" => "nb",
        "fin" => "fi",
        "est" => "et",
        "lav" => "lv",
        "lit" => "lt",
        "ind" => "id",
        "jav" => "jv",
        "tgl" => "tl",
        "vie" => "vi",
        "afr" => "af",
        "cat" => "ca",
        "lat" => "la",
        "epo" => "eo",
        "arb" | "ara" => "ar",
        "pes" => "fa",
        "urd" => "ur",
        "hin" => "hi",
        "mar" => "mr",
        "nep" => "ne",
        "pan" => "pa",
        "kan" => "kn",
        "ori" => "or",
        "sin" => "si",
        "amh" => "am",
        "yid" => "yi",
        "zul" => "zu",
        "sna" => "sn",
        "aka" => "ak",
        other => other,
    }
}

#[cfg(test)]
mod tests;
