//! What is wrong with a source, and what a person can do about it.
//!
//! One row a kind, in the three languages of the pages: the finding, then the
//! way out. Nothing here promises to get past a refusal; the way out is to ask
//! the site, to wait, or to change the address.

use longwire_model::Trouble;

use super::Tongue;

/// A finding and its way out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct TroubleWords {
    /// What is wrong.
    pub(crate) finding: &'static str,
    /// What a person can do; what happens by itself.
    pub(crate) way_out: &'static str,
}

/// A kind of trouble in a language of the pages.
pub(crate) fn trouble_in_words(tongue: Tongue, trouble: Trouble) -> TroubleWords {
    let [en, hans, hant] = row(trouble);
    let (finding, way_out) = match tongue {
        Tongue::En => en,
        Tongue::ZhHans => hans,
        Tongue::ZhHant => hant,
    };
    TroubleWords { finding, way_out }
}

/// In English, Simplified and Traditional Chinese.
type Row = [(&'static str, &'static str); 3];

fn row(trouble: Trouble) -> Row {
    match trouble {
        Trouble::NotFound | Trouble::Gone | Trouble::SoftNotFound | Trouble::Redirects | Trouble::Status => {
            of_address(trouble)
        }
        Trouble::Dns | Trouble::Tls | Trouble::Unreachable | Trouble::TooSlow => of_connection(trouble),
        Trouble::ServerError
        | Trouble::Throttled
        | Trouble::Empty
        | Trouble::Truncated
        | Trouble::TooLarge => of_server(trouble),
        Trouble::Disallowed | Trouble::RobotsUnavailable => of_robots(trouble),
        Trouble::Forbidden | Trouble::Login | Trouble::Payment | Trouble::Legal => of_refusal(trouble),
        Trouble::Cloudflare | Trouble::DataDome | Trouble::Akamai | Trouble::Captcha => of_challenge(trouble),
        Trouble::ConsentWall | Trouble::LoginWall => of_wall(trouble),
        Trouble::FeedElsewhere | Trouble::NotAFeed | Trouble::NoArticles => of_content(trouble),
        Trouble::BadAddress | Trouble::PrivateAddress | Trouble::Setup => of_settings(trouble),
    }
}

fn of_address(trouble: Trouble) -> Row {
    match trouble {
        Trouble::Gone => [
            (
                "The site says this feed is gone for good (410)",
                "Look on the site for its new address and add that; the articles stay. It is still asked once a week.",
            ),
            (
                "网站说这个订阅源已永久移除（410）",
                "请到网站上找新地址并添加；已存档的文章会保留。系统仍每周询问一次。",
            ),
            (
                "網站說這個訂閱源已永久移除（410）",
                "請到網站上找新地址並新增；已存檔的文章會保留。系統仍每週詢問一次。",
            ),
        ],
        Trouble::SoftNotFound => [
            (
                "The page says that nothing is there any more",
                "Look on the site for the feed's new address and add that. It is asked again each day in case it returns.",
            ),
            ("页面说这里已经没有内容", "请到网站上找新的订阅地址并添加。系统每天会再问一次，以防它恢复。"),
            ("頁面說這裡已經沒有內容", "請到網站上找新的訂閱地址並新增。系統每天會再問一次，以防它恢復。"),
        ],
        Trouble::Redirects => [
            (
                "The site sends us in a circle",
                "Open the address in a browser: where it ends is the address to add. It is asked again each day.",
            ),
            (
                "网站的跳转绕成了圈",
                "请在浏览器中打开该地址，最终到达的就是应添加的地址。系统每天会再问一次。",
            ),
            (
                "網站的轉址繞成了圈",
                "請在瀏覽器中開啟該地址，最終到達的就是應新增的地址。系統每天會再問一次。",
            ),
        ],
        Trouble::Status => [
            (
                "The site answers with a status that is no use",
                "Open the address in a browser to see what it says. It is asked again within a day.",
            ),
            ("网站返回了无法使用的状态", "请在浏览器中打开该地址看看。系统一天内会再问一次。"),
            ("網站傳回了無法使用的狀態", "請在瀏覽器中開啟該地址看看。系統一天內會再問一次。"),
        ],
        _ => [
            (
                "Nothing is found at this address (404)",
                "It may come back: it is asked again within hours, then each day. If the site has moved its feed, add the new address.",
            ),
            (
                "该地址没有内容（404）",
                "可能会恢复：系统几小时内再问，之后每天一次。如果网站换了订阅地址，请添加新地址。",
            ),
            (
                "該地址沒有內容（404）",
                "可能會恢復：系統幾小時內再問，之後每天一次。如果網站換了訂閱地址，請新增新地址。",
            ),
        ],
    }
}

fn of_connection(trouble: Trouble) -> Row {
    match trouble {
        Trouble::Dns => [
            (
                "The site's name has no address",
                "Check the spelling, and whether this machine's name system or proxy works. If the site is gone, its articles stay here.",
            ),
            (
                "找不到网站域名的地址",
                "请检查拼写，以及本机的域名解析或代理是否正常。若网站已关闭，文章仍保留在这里。",
            ),
            (
                "找不到網站網域的位址",
                "請檢查拼寫，以及本機的網域解析或代理是否正常。若網站已關閉，文章仍保留在這裡。",
            ),
        ],
        Trouble::Tls => [
            (
                "The site's certificate can not be trusted",
                "Usually the site has let it expire and mends it in a day or two. If it is your own authority, set ca_file.",
            ),
            (
                "网站的证书不可信",
                "通常是证书过期，网站一两天内会修复。若是您自己的证书机构，请设置 ca_file。",
            ),
            (
                "網站的憑證不可信",
                "通常是憑證過期，網站一兩天內會修復。若是您自己的憑證機構，請設定 ca_file。",
            ),
        ],
        Trouble::TooSlow => [
            (
                "The site is too slow to answer",
                "It is asked again within hours. If it always needs longer, raise the setting timeout.",
            ),
            ("网站响应太慢", "系统几小时内会再问。若它总是很慢，请调大 timeout 设置。"),
            ("網站回應太慢", "系統幾小時內會再問。若它總是很慢，請調大 timeout 設定。"),
        ],
        _ => [
            (
                "The site can not be reached",
                "It is asked again within minutes, then every few hours. If a browser on this machine reaches it, check the proxy setting.",
            ),
            ("无法连接到网站", "系统几分钟内再试，之后每隔几小时一次。若本机浏览器能打开，请检查代理设置。"),
            ("無法連線到網站", "系統幾分鐘內再試，之後每隔幾小時一次。若本機瀏覽器能開啟，請檢查代理設定。"),
        ],
    }
}

fn of_server(trouble: Trouble) -> Row {
    match trouble {
        Trouble::ServerError => [
            (
                "The site's server has a failure of its own",
                "Nothing to do: it is asked again until it has recovered.",
            ),
            ("网站服务器自身出错", "无需操作：系统会继续询问，直到它恢复。"),
            ("網站伺服器自身出錯", "無需操作：系統會繼續詢問，直到它恢復。"),
        ],
        Trouble::Throttled => [
            (
                "The site asked us to slow down",
                "Nothing to do: it is left alone for as long as it asked. If it happens often, raise poll_min or pace.",
            ),
            ("网站要求我们放慢", "无需操作：系统会按其要求的时间暂停。若经常发生，请调大 poll_min 或 pace。"),
            ("網站要求我們放慢", "無需操作：系統會按其要求的時間暫停。若經常發生，請調大 poll_min 或 pace。"),
        ],
        Trouble::Empty => [
            ("The site answers with nothing", "Nothing to do: it is asked again within hours."),
            ("网站返回了空内容", "无需操作：系统几小时内会再问。"),
            ("網站傳回了空內容", "無需操作：系統幾小時內會再問。"),
        ],
        Trouble::Truncated => [
            ("The answer broke off", "Nothing to do: it is asked again within hours."),
            ("响应中途断开", "无需操作：系统几小时内会再问。"),
            ("回應中途斷開", "無需操作：系統幾小時內會再問。"),
        ],
        _ => [
            (
                "The answer is larger than the limit",
                "Raise the setting body_max if you want it all the same.",
            ),
            ("响应超过大小上限", "若仍要抓取，请调大 body_max 设置。"),
            ("回應超過大小上限", "若仍要抓取，請調大 body_max 設定。"),
        ],
    }
}

fn of_robots(trouble: Trouble) -> Row {
    match trouble {
        Trouble::Disallowed => [
            (
                "The site's robots.txt does not want programs here",
                "Ask the site to allow the user agent longwire. Its robots.txt is read again each day.",
            ),
            (
                "网站的 robots.txt 不允许程序访问此处",
                "请联系网站允许 longwire 这一用户代理。系统每天会重新读取 robots.txt。",
            ),
            (
                "網站的 robots.txt 不允許程式存取此處",
                "請聯絡網站允許 longwire 這一使用者代理。系統每天會重新讀取 robots.txt。",
            ),
        ],
        _ => [
            (
                "The site does not hand out its robots.txt, so its pages wait",
                "Nothing to do: the rule for this is to wait until it can be read. It is asked again within hours.",
            ),
            ("网站未提供 robots.txt，因此暂缓抓取", "无需操作：按规范要等到能读取为止。系统几小时内会再问。"),
            ("網站未提供 robots.txt，因此暫緩抓取", "無需操作：按規範要等到能讀取為止。系統幾小時內會再問。"),
        ],
    }
}

fn of_refusal(trouble: Trouble) -> Row {
    match trouble {
        Trouble::Login => [
            (
                "The site wants a login for this feed",
                "If you have an account there, look for a private feed address on the site and add that.",
            ),
            ("网站要求登录才能读取此订阅源", "若您有该网站账号，请在网站上找到私人订阅地址并添加。"),
            ("網站要求登入才能讀取此訂閱源", "若您有該網站帳號，請在網站上找到私人訂閱地址並新增。"),
        ],
        Trouble::Payment => [
            (
                "The site wants payment for this feed",
                "Subscribers often get a private feed address from the site; add that.",
            ),
            ("网站要求付费才能读取此订阅源", "付费订户通常可在网站上取得私人订阅地址，请添加该地址。"),
            ("網站要求付費才能讀取此訂閱源", "付費訂戶通常可在網站上取得私人訂閱地址，請新增該地址。"),
        ],
        Trouble::Legal => [
            (
                "The content is withheld for legal reasons (451)",
                "Nothing can be done from here. It is still asked once a week.",
            ),
            ("内容因法律原因不可用（451）", "我们无能为力。系统仍每周询问一次。"),
            ("內容因法律原因不可用（451）", "我們無能為力。系統仍每週詢問一次。"),
        ],
        _ => [
            (
                "The site forbids it (403)",
                "Ask the site to admit our user agent. It is asked again every day or two.",
            ),
            ("网站禁止访问（403）", "请联系网站放行我们的用户代理。系统每一两天会再问一次。"),
            ("網站禁止存取（403）", "請聯絡網站放行我們的使用者代理。系統每一兩天會再問一次。"),
        ],
    }
}

fn of_challenge(trouble: Trouble) -> Row {
    let way_out = [
        "We do not get past such checks. Ask the site to admit our user agent for its feed, or look for another feed of it.",
        "我们不会绕过这类验证。请联系网站为订阅源放行我们的用户代理，或另找它的其他订阅源。",
        "我們不會繞過這類驗證。請聯絡網站為訂閱源放行我們的使用者代理，或另找它的其他訂閱源。",
    ];
    let finding = match trouble {
        Trouble::Cloudflare => {
            ["Cloudflare asks for a browser check", "Cloudflare 要求浏览器验证", "Cloudflare 要求瀏覽器驗證"]
        }
        Trouble::DataDome => {
            ["DataDome asks for a browser check", "DataDome 要求浏览器验证", "DataDome 要求瀏覽器驗證"]
        }
        Trouble::Akamai => ["Akamai blocks programs here", "Akamai 阻止程序访问", "Akamai 阻止程式存取"],
        _ => [
            "The site asks for a captcha or browser check",
            "网站要求验证码或浏览器验证",
            "網站要求驗證碼或瀏覽器驗證",
        ],
    };
    [(finding[0], way_out[0]), (finding[1], way_out[1]), (finding[2], way_out[2])]
}

fn of_wall(trouble: Trouble) -> Row {
    match trouble {
        Trouble::ConsentWall => [
            (
                "A page that asks for consent stands where the content was",
                "Add the site's feed instead of its page, if it has one. It is asked again every day or two.",
            ),
            (
                "原来的内容被同意（Cookie）页面取代",
                "若网站有订阅源，请改为添加订阅源。系统每一两天会再问一次。",
            ),
            (
                "原來的內容被同意（Cookie）頁面取代",
                "若網站有訂閱源，請改為新增訂閱源。系統每一兩天會再問一次。",
            ),
        ],
        _ => [
            (
                "A login page stands where the content was",
                "If you have an account there, look for a private feed address on the site and add that.",
            ),
            ("原来的内容被登录页面取代", "若您有该网站账号，请在网站上找到私人订阅地址并添加。"),
            ("原來的內容被登入頁面取代", "若您有該網站帳號，請在網站上找到私人訂閱地址並新增。"),
        ],
    }
}

fn of_content(trouble: Trouble) -> Row {
    match trouble {
        Trouble::FeedElsewhere => [
            (
                "A web page stands where the feed was; it announces a feed elsewhere",
                "Nothing to do: if it says so for days and the feed there is the same, it is followed by itself.",
            ),
            (
                "订阅源处变成了网页，它指向另一个订阅地址",
                "无需操作：若连续数日如此且内容相同，系统会自动改用新地址。",
            ),
            (
                "訂閱源處變成了網頁，它指向另一個訂閱地址",
                "無需操作：若連續數日如此且內容相同，系統會自動改用新地址。",
            ),
        ],
        Trouble::NotAFeed => [
            (
                "Something that is no feed stands where the feed was",
                "Open the address in a browser; if the site has a new feed, add it. It is asked again each day.",
            ),
            (
                "订阅源处的内容不再是订阅源",
                "请在浏览器中打开该地址；若网站有新的订阅源，请添加。系统每天会再问一次。",
            ),
            (
                "訂閱源處的內容不再是訂閱源",
                "請在瀏覽器中開啟該地址；若網站有新的訂閱源，請新增。系統每天會再問一次。",
            ),
        ],
        _ => [
            (
                "The page lists no articles any more",
                "The site may have been rebuilt: look for a feed or another page of it and add that.",
            ),
            ("页面上不再列出文章", "网站可能已改版：请找它的订阅源或其他列表页并添加。"),
            ("頁面上不再列出文章", "網站可能已改版：請找它的訂閱源或其他列表頁並新增。"),
        ],
    }
}

fn of_settings(trouble: Trouble) -> Row {
    match trouble {
        Trouble::BadAddress => [
            ("This is no address we can fetch", "Remove the source and add the right address."),
            ("这不是可以抓取的地址", "请移除该来源并添加正确的地址。"),
            ("這不是可以抓取的地址", "請移除該來源並新增正確的地址。"),
        ],
        Trouble::PrivateAddress => [
            (
                "The site lies in a private network",
                "If that is meant, allow its network with the setting allow_private.",
            ),
            ("该网站位于内部网络", "若确有此意，请用 allow_private 设置放行该网段。"),
            ("該網站位於內部網路", "若確有此意，請用 allow_private 設定放行該網段。"),
        ],
        _ => [
            ("A setting of this server can not be used", "`longwire doctor` says which and how to mend it."),
            ("本服务器的某项设置无法使用", "运行 `longwire doctor` 可查看是哪一项以及如何修复。"),
            ("本伺服器的某項設定無法使用", "執行 `longwire doctor` 可查看是哪一項以及如何修復。"),
        ],
    }
}

#[cfg(test)]
mod tests;
