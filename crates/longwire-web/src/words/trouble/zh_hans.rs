//! Chinese in Simplified characters.

use longwire_model::Trouble;

/// Challenges that we do not get past.
const CHALLENGE: &str = "我们不会绕过这类验证。请联系网站为订阅源放行我们的用户代理，或另找它的其他订阅源。";

#[expect(clippy::too_many_lines, reason = "one row a kind")]
pub(super) fn words(trouble: Trouble) -> (&'static str, &'static str) {
    match trouble {
        Trouble::Gone => (
            "网站说这个订阅源已永久移除（410）",
            "请到网站上找新地址并添加；已存档的文章会保留。系统仍每周询问一次。",
        ),
        Trouble::SoftNotFound => {
            ("页面说这里已经没有内容", "请到网站上找新的订阅地址并添加。系统每天会再问一次，以防它恢复。")
        }
        Trouble::Redirects => {
            ("网站的跳转绕成了圈", "请在浏览器中打开该地址，最终到达的就是应添加的地址。系统每天会再问一次。")
        }
        Trouble::Status => ("网站返回了无法使用的状态", "请在浏览器中打开该地址看看。系统一天内会再问一次。"),
        Trouble::NotFound => (
            "该地址没有内容（404）",
            "可能会恢复：系统几小时内再问，之后每天一次。如果网站换了订阅地址，请添加新地址。",
        ),
        Trouble::Dns => (
            "找不到网站域名的地址",
            "请检查拼写，以及本机的域名解析或代理是否正常。若网站已关闭，文章仍保留在这里。",
        ),
        Trouble::Tls => {
            ("网站的证书不可信", "通常是证书过期，网站一两天内会修复。若是您自己的证书机构，请设置 ca_file。")
        }
        Trouble::TooSlow => ("网站响应太慢", "系统几小时内会再问。若它总是很慢，请调大 timeout 设置。"),
        Trouble::Unreachable => {
            ("无法连接到网站", "系统几分钟内再试，之后每隔几小时一次。若本机浏览器能打开，请检查代理设置。")
        }
        Trouble::ServerError => ("网站服务器自身出错", "无需操作：系统会继续询问，直到它恢复。"),
        Trouble::Throttled => {
            ("网站要求我们放慢", "无需操作：系统会按其要求的时间暂停。若经常发生，请调大 poll_min 或 pace。")
        }
        Trouble::Empty => ("网站返回了空内容", "无需操作：系统几小时内会再问。"),
        Trouble::Truncated => ("响应中途断开", "无需操作：系统几小时内会再问。"),
        Trouble::TooLarge => ("响应超过大小上限", "若仍要抓取，请调大 body_max 设置。"),
        Trouble::Disallowed => (
            "网站的 robots.txt 不允许程序访问此处",
            "请联系网站允许 longwire 这一用户代理。系统每天会重新读取 robots.txt。",
        ),
        Trouble::RobotsUnavailable => {
            ("网站未提供 robots.txt，因此暂缓抓取", "无需操作：按规范要等到能读取为止。系统几小时内会再问。")
        }
        Trouble::Login => {
            ("网站要求登录才能读取此订阅源", "若您有该网站账号，请在网站上找到私人订阅地址并添加。")
        }
        Trouble::Payment => {
            ("网站要求付费才能读取此订阅源", "付费订户通常可在网站上取得私人订阅地址，请添加该地址。")
        }
        Trouble::Legal => ("内容因法律原因不可用（451）", "我们无能为力。系统仍每周询问一次。"),
        Trouble::Forbidden => {
            ("网站禁止访问（403）", "请联系网站放行我们的用户代理。系统每一两天会再问一次。")
        }
        Trouble::Cloudflare => ("Cloudflare 要求浏览器验证", CHALLENGE),
        Trouble::DataDome => ("DataDome 要求浏览器验证", CHALLENGE),
        Trouble::Akamai => ("Akamai 阻止程序访问", CHALLENGE),
        Trouble::Captcha => ("网站要求验证码或浏览器验证", CHALLENGE),
        Trouble::ConsentWall => (
            "原来的内容被同意（Cookie）页面取代",
            "若网站有订阅源，请改为添加订阅源。系统每一两天会再问一次。",
        ),
        Trouble::LoginWall => {
            ("原来的内容被登录页面取代", "若您有该网站账号，请在网站上找到私人订阅地址并添加。")
        }
        Trouble::FeedElsewhere => (
            "订阅源处变成了网页，它指向另一个订阅地址",
            "无需操作：若连续数日如此且内容相同，系统会自动改用新地址。",
        ),
        Trouble::NotAFeed => (
            "订阅源处的内容不再是订阅源",
            "请在浏览器中打开该地址；若网站有新的订阅源，请添加。系统每天会再问一次。",
        ),
        Trouble::NoArticles => ("页面上不再列出文章", "网站可能已改版：请找它的订阅源或其他列表页并添加。"),
        Trouble::BadAddress => ("这不是可以抓取的地址", "请移除该来源并添加正确的地址。"),
        Trouble::PrivateAddress => ("该网站位于内部网络", "若确有此意，请用 allow_private 设置放行该网段。"),
        Trouble::Setup => {
            ("本服务器的某项设置无法使用", "运行 `longwire doctor` 可查看是哪一项以及如何修复。")
        }
    }
}
