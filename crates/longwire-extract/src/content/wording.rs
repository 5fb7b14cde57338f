//! Turns of phrase that furniture is made of, in the languages of the press.
//!
//! A block's first words are looked up in runs of one to four; a CJK character
//! is a word, so `责任编辑` is a run of four. The table is built by the compiler.
//!
//! A hit is a hint for the model, never a verdict: an article may well begin with
//! "Advertisement".

use super::blocks::Block;
use super::measure::{HASH_START, Word};

/// The kinds found in a block, one bit each, in the order of the `word_…` columns.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Wording(pub(super) u32);

/// How many kinds there are.
pub(super) const KINDS: u32 = 16;

const COPYRIGHT: u32 = 1;
const SHARE: u32 = 1 << 1;
const COMMENT: u32 = 1 << 2;
const RELATED: u32 = 1 << 3;
const SUBSCRIBE: u32 = 1 << 4;
const EDITOR: u32 = 1 << 5;
const SOURCE: u32 = 1 << 6;
const LOGIN: u32 = 1 << 7;
const COOKIE: u32 = 1 << 8;
const AD: u32 = 1 << 9;
const PAGER: u32 = 1 << 10;
const PHOTO: u32 = 1 << 11;
const MORE: u32 = 1 << 12;
const DATE: u32 = 1 << 13;
const BYLINE: u32 = 1 << 14;
const ADDRESS: u32 = 1 << 15;

/// The kinds that announce furniture when a heading is made of them.
pub(super) const FURNITURE: u32 = SHARE | COMMENT | RELATED | SUBSCRIBE | LOGIN | COOKIE | AD | PAGER | MORE;

/// Words of a block that are looked at.
const WORDS_MAX: usize = 28;

/// Words of the longest phrase.
const RUN_MAX: usize = 4;

/// Each kind's phrases, parted by `|`, lower case.
const PHRASES: &[(u32, &str)] = &[
    (
        COPYRIGHT,
        "copyright|all rights reserved|rights reserved|reproduced without|may not be|alle rechte|tous droits|\
         derechos reservados|reserved|republish|reprint|prawa zastrzeżone|wszelkie prawa|kopiowanie|все права|\
         права защищены|перепечатка|при использовании|при перепечатке|πνευματικών δικαιωμάτων|版权|版權|未经|未經|转载|轉載|\
         转贴|授权|授權|著作权|著作權|免责声明|免責聲明|本网站|本網站|不代表|本站|声明|聲明|违者必究|無断転載|転載|著作権|禁じます|무단|저작권|재배포|版权所有|版權所有|all rights|\
         terms of use|terms of service|privacy policy|use of this site|disclaimer|todos os direitos|\
         direitos reservados|tutti i diritti|riproduzione riservata|alle rechten|voorbehouden|alla rättigheter|\
         alle rettigheder|alle rettigheter|kaikki oikeudet|všechna práva|minden jog|toate drepturile|tüm hakları|\
         hakları saklıdır|hak cipta|bản quyền|усі права|всі права|передрук|جميع الحقوق|حقوق النشر|כל הזכויות|\
         تمامی حقوق|کلیه حقوق|με επιφύλαξη|저작권자|무단전재",
    ),
    (
        SHARE,
        "share|share this|tweet|facebook|twitter|pinterest|whatsapp|linkedin|reddit|google plus|email this|print|\
         e mail|teilen|partager|compartir|condividi|udostępnij|поделиться|поделитесь|вконтакте|κοινοποίηση|分享|转发|\
         轉寄|推荐给|收藏|打印|列印|微博|微信|朋友圈|シェア|ツイート|印刷|공유|大中小|字号|字體|字体|点击排行|扫一扫|扫描|二维码|關注|关注|follow us|follow|like us|\
         drucken|версия для печати|распечатать|drukuj|partagez|compartilhe|compartilhar|partilhar|condividere|\
         deel dit|delen via|dela artikeln|sdílet|megosztás|distribuie|paylaş|bagikan|chia sẻ|поділитися|شارك|\
         مشاركة|שתפו|اشتراک گذاری|telegram|viber|copy link|link kopieren|copier le lien|copiar enlace",
    ),
    (
        COMMENT,
        "comment|comments|leave a comment|post a comment|add a comment|reply|replies|join the|kommentare|\
         kommentar|commentaires|comentarios|komentarze|komentarz|skomentuj|dodaj|комментарии|комментарий|\
         комментировать|обсудить|σχόλια|σχόλιο|评论|評論|留言|网友|網友|发表|發表|回复|回覆|回應|我要|コメント|댓글|report abuse|your email|\
         email address|oldest|newest|发言|跟帖|参与|views|顶|踩|comentários|comentar|commenti|commenta|reacties|reageer|\
         kommentarer|kommentera|kommentit|komentáře|diskuse|hozzászólás|hozzászólások|comentarii|yorumlar|\
         yorum yap|komentar|bình luận|коментарі|коментар|تعليقات|التعليقات|تعليق|תגובות|نظرات|دیدگاه|コメントする|댓글을",
    ),
    (
        RELATED,
        "related|related articles|related stories|read also|see also|more from|more on|more news|you may|\
         you might|recommended|most read|most popular|popular|trending|latest news|latest|don t miss|also read|\
         also on|up next|top stories|recent posts|siehe auch|lesen sie|mehr zum|mehr zu|lire aussi|à lire|a lire|\
         leer también|lea también|te puede|leggi anche|czytaj|zobacz|zobacz też|przeczytaj|polecamy|читайте|\
         читайте также|смотрите|по теме|похожие|еще по|другие новости|материалы по|другие|διαβάστε|δείτε|σχετικά|\
         相关|相關|推荐|推薦|延伸阅读|延伸閱讀|更多|热点|熱門|热门|精彩|专题|專題|新闻排行|排行|猜你|你可能|您可能|往期|上一篇|下一篇|関連|関連記事|おすすめ|人気|あわせて|관련|추천|인기|\
         previous|next article|previous article|previous post|next post|read next|other news|more stories|in this|\
         series|leia também|veja também|leia mais|você pode|mais lidas|mais notícias|relacionadas|relacionados|\
         relacionado|noticias relacionadas|más noticias|más leídas|ver también|también puedes|también te|le puede|\
         más información|te recomendamos|potrebbe interessarti|ti potrebbe|potrebbero interessarti|altre notizie|\
         più letti|articoli correlati|vedi anche|leggi tutto|sur le même|articles similaires|à voir aussi|\
         les plus lus|voir aussi|vous aimerez|auch interessant|das könnte|weitere artikel|meistgelesen|mehr aus|\
         passend dazu|ähnliche artikel|verwandte|empfohlen|weitere themen|zum thema|lees ook|lees meer|\
         lees verder|meest gelezen|gerelateerd|meer over|läs också|läs mer|läs även|mest läst|senaste nytt|\
         læs også|mest læste|les også|mest lest|lue myös|lue lisää|luetuimmat|čtěte také|přečtěte si|související|\
         mohlo by|nejčtenější|olvassa el|kapcsolódó|legolvasottabb|citește și|citeste si|articole similare|\
         cele mai citite|ilgili haberler|ayrıca bakınız|en çok okunan|baca juga|berita terkait|artikel terkait|\
         simak juga|lihat juga|terpopuler|xem thêm|tin liên quan|đọc thêm|đọc nhiều|читайте також|дивіться також|\
         новини по темі|اقرأ أيضا|اقرأ أيضًا|ذات صلة|الأكثر قراءة|شاهد أيضا|קראו גם|עוד בנושא|כתבות נוספות|\
         مطالب مرتبط|بیشتر بخوانید|پربازدیدترین|یہ بھی پڑھیں|διαβάστε επίσης|\
         διαβάστε ακόμα|περισσότερα νέα|δημοφιλή|ροή ειδήσεων|czytaj też|czytaj także|zobacz także|powiązane|\
         najczęściej czytane|więcej na|warto przeczytać|przeczytaj też|najnowsze|также по теме|самое читаемое|\
         популярное|лента новостей|материалы по теме|новости партнеров|рекомендуем|相关链接|相關連結|新闻推荐|编辑推荐|今日热点|都在看|\
         看更多|为你推荐|最新文章|最新新聞|即時新聞|人気記事|新着記事|関連リンク|관련기사|관련 기사|많이 본|주요뉴스|추천 뉴스|인기기사|최신뉴스",
    ),
    (
        SUBSCRIBE,
        "subscribe|newsletter|sign up|signup|sign up for|get the|download|our app|the app|donate|support us|\
         support|become a|free trial|delivered|your inbox|rss|abonnieren|newsletter abonnieren|abonnez|inscrivez|\
         suscríbete|iscriviti|zapisz|подписаться|подпишитесь|подписывайтесь|подписка|εγγραφείτε|订阅|訂閱|下载|下載|客户端|\
         公众号|公眾號|app|登録|購読|メルマガ|구독|buy now|shop now|order|gift|assine|inscreva se|abonneer|meld je|prenumerera|\
         tilmeld|abonner|tilaa|odebírat|iratkozzon|abonează te|abone ol|berlangganan|đăng ký|підписатися|اشترك|\
         הירשמו|اشتراک|dołącz do|s abonner|je m abonne|nachrichten aufs|jetzt abonnieren|suscribirse|hazte|\
         registrati",
    ),
    (
        EDITOR,
        "责任编辑|責任編輯|责编|責編|编辑|編輯|编辑者|校对|稿源|值班|实习|作者简介|關鍵字|关键词|关键字|标签|標籤|来源|\
         來源|原标题|原標題|稿件|tags|tag|tagged|filed under|categories|category|topics|topic|keywords|теги|теги|\
         метки|рубрика|tagi|słowa kluczowe|kategoria|schlagwörter|themen|mots clés|etiquetas|タグ|カテゴリ",
    ),
    (
        SOURCE,
        "source|sources|via|quelle|źródło|źródła|источник|по материалам|πηγή|出处|出處|据|新华社|新華社|讯|訊|报道|中新网|電|电",
    ),
    (
        LOGIN,
        "log in|login|sign in|register|registered|create an account|password|forgot|my account|anmelden|\
         registrieren|connexion|connectez|iniciar sesión|zaloguj|zarejestruj|войти|регистрация|авторизация|\
         σύνδεση|登录|登錄|登入|注册|註冊|会员|會員|ログイン|会員|로그인|회원|se connecter|entrar|accedi|inloggen|logga in|log ind|\
         logg inn|kirjaudu|přihlásit|bejelentkezés|conectare|giriş yap|masuk|đăng nhập|увійти|تسجيل الدخول|\
         התחברות|ورود",
    ),
    (
        COOKIE,
        "cookie|cookies|consent|gdpr|we use|accept|privacy|datenschutz|wir verwenden|javascript|enable|browser|\
         浏览器|瀏覽器|nous utilisons|utilizamos|utilizziamo|wij gebruiken|vi använder|vi bruger|používáme|çerez|\
         çerezler|kami menggunakan|confidentialité|privacidad|informativa",
    ),
    (
        AD,
        "advertisement|advertise|sponsored|ad|ads|promoted|anzeige|werbung|publicité|publicidad|reklama|реклама|\
         广告|廣告|広告|광고|affiliate|commission|advertentie|annons|annonse|annonce|mainos|hirdetés|publicitate|\
         pubblicità|publicidade|iklan|quảng cáo|إعلان|פרסומת|تبلیغات|διαφήμιση|διαφημιση|patrocinado|sponsorisé|\
         gesponsert|sponsrad|материал партнера|на правах рекламы",
    ),
    (
        PAGER,
        "page|pages|first|last|next|prev|back to|back|top|of|home|下一页|下一頁|上一页|上一頁|尾页|首页|首頁|回首頁|返回|次へ|前へ|다음|strona|далее|назад|назад к|weiter|zurück",
    ),
    (
        PHOTO,
        "photo|photos|photograph|image|picture|getty|getty images|reuters|afp|ap|epa|foto|fot|photo by|credit|\
             bild|фото|фотография|иллюстрация|φωτογραφία|资料图|图为|图片|圖片|图|圖|摄|攝|写真|撮影|사진|courtesy|file photo|video",
    ),
    (
        MORE,
        "read more|more|continue|continue reading|read the|full story|click here|click|see all|view all|view|\
         learn more|show more|weiterlesen|mehr|en savoir|lire la suite|leer más|więcej|czytaj więcej|подробнее|\
         далее|περισσότερα|全文|查看|点击|點擊|详细|詳細|阅读|閱讀|进入|もっと|続きを|続き|자세히|더보기|saiba mais|continua|continua a leggere|\
         ver más|seguir leyendo|mostra altro|toon meer|visa mer|vis mere|vis mer|näytä lisää|zobrazit více|tovább|\
         vezi mai mult|devamını oku|daha fazla|selengkapnya|xem tất|докладніше|детальніше|المزيد|קרא עוד|ادامه|\
         pokaż więcej|mehr anzeigen|mehr lesen|afficher plus|показать ещё|читать далее|δείτε περισσότερα|더 보기",
    ),
    (
        DATE,
        "january|february|march|april|june|july|august|september|october|november|december|jan|feb|mar|apr|jun|jul|\
         aug|sep|sept|oct|nov|dec|monday|tuesday|wednesday|thursday|friday|saturday|sunday|published|updated|posted|\
         posted on|ago|uhr|stand|января|февраля|марта|апреля|мая|июня|июля|августа|сентября|октября|ноября|декабря|\
         stycznia|lutego|marca|kwietnia|maja|czerwca|lipca|sierpnia|września|października|listopada|grudnia|\
         αναρτήθηκε|发布|發布|发表于|时间|時間|日期|更新|掲載|公開|입력|수정|dodano|aktualizacja|опубликовано",
    ),
    (
        BYLINE,
        "by|written by|von|par|por|di|autor|author|staff|reporter|correspondent|contributor|editor|автор|\
              συντάκτης|记者|記者|作者|文|通讯员|撰文|特派员|特派|報導|报导|综合|整理|記者名|기자|文責|about the author|about",
    ),
    (
        ADDRESS,
        "www|http|https|com|tel|phone|fax|address|contact|contact us|copyright c|icp|备案|电话|電話|邮箱|地址|热线|信箱|mailto|e mail|telefon",
    ),
];

const SLOTS: usize = 2048;

/// Open addressing: the hash of a phrase and its kind; an empty slot has kind 0.
static TABLE: [(u32, u32); SLOTS] = build();

const fn build() -> [(u32, u32); SLOTS] {
    let mut table = [(0, 0); SLOTS];
    let mut n = 0;
    while n < PHRASES.len() {
        let (kind, list) = PHRASES[n];
        let bytes = list.as_bytes();
        let mut start = 0;
        while start < bytes.len() {
            let mut end = start;
            while end < bytes.len() && bytes[end] != b'|' {
                end += 1;
            }
            let hash = phrase_hash(bytes, start, end);
            let mut slot = hash as usize % SLOTS;
            while table[slot].1 != 0 && table[slot].0 != hash {
                slot = (slot + 1) % SLOTS;
            }
            table[slot] = (hash, table[slot].1 | kind);
            start = end + 1;
        }
        n += 1;
    }
    table
}

/// The hash of a phrase: of its words' hashes, a CJK character being a word.
const fn phrase_hash(bytes: &[u8], start: usize, end: usize) -> u32 {
    let mut run = HASH_START;
    let mut word = HASH_START;
    let mut at = start;
    while at < end {
        let cjk = bytes[at] >= 0xe3 && bytes[at] < 0xef;
        let length = if cjk { 3 } else { 1 };
        if (bytes[at] == b' ' || cjk) && word != HASH_START {
            run = join(run, word);
            word = HASH_START;
        }
        if cjk {
            let mut one = HASH_START;
            let mut byte = 0;
            while byte < length {
                one = step(one, bytes[at + byte]);
                byte += 1;
            }
            run = join(run, one);
        } else if bytes[at] != b' ' {
            word = step(word, bytes[at]);
        }
        at += length;
    }
    if word != HASH_START { join(run, word) } else { run }
}

const fn step(hash: u32, byte: u8) -> u32 {
    (hash ^ byte as u32).wrapping_mul(0x0100_0193)
}

const fn join(run: u32, word: u32) -> u32 {
    (run.rotate_left(5) ^ word).wrapping_mul(0x9e37_79b1)
}

fn kind_of(hash: u32) -> u32 {
    let mut slot = hash as usize % SLOTS;
    while TABLE[slot].1 != 0 {
        if TABLE[slot].0 == hash {
            return TABLE[slot].1;
        }
        slot = (slot + 1) % SLOTS;
    }
    0
}

/// The kinds of phrases among a block's first words.
pub(super) fn of(words: &[Word], block: &Block) -> Wording {
    let mut kinds = 0;
    let words = &words[..words.len().min(WORDS_MAX)];
    for start in 0..words.len() {
        let mut run = HASH_START;
        for word in words[start..].iter().take(RUN_MAX) {
            run = join(run, word.hash);
            kinds |= kind_of(run);
        }
    }
    if matches!(block.first, '©' | 'ⓒ') || matches!(block.last, '©' | 'ⓒ') {
        kinds |= COPYRIGHT;
    }
    if block.measure.digits >= 6 && block.measure.tokens <= 20 {
        kinds |= DATE;
    }
    Wording(kinds)
}

#[cfg(test)]
mod tests;
