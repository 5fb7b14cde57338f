//! Chinese in Traditional characters.

use longwire_model::Trouble;

/// Challenges that we do not get past.
const CHALLENGE: &str =
    "我們不會繞過這類驗證。請聯絡網站為訂閱源放行我們的使用者代理，或另找它的其他訂閱源。";

#[expect(clippy::too_many_lines, reason = "one row a kind")]
pub(super) fn words(trouble: Trouble) -> (&'static str, &'static str) {
    match trouble {
        Trouble::Gone => (
            "網站說這個訂閱源已永久移除（410）",
            "請到網站上找新地址並新增；已存檔的文章會保留。系統仍每週詢問一次。",
        ),
        Trouble::SoftNotFound => {
            ("頁面說這裡已經沒有內容", "請到網站上找新的訂閱地址並新增。系統每天會再問一次，以防它恢復。")
        }
        Trouble::Redirects => {
            ("網站的轉址繞成了圈", "請在瀏覽器中開啟該地址，最終到達的就是應新增的地址。系統每天會再問一次。")
        }
        Trouble::Status => ("網站傳回了無法使用的狀態", "請在瀏覽器中開啟該地址看看。系統一天內會再問一次。"),
        Trouble::NotFound => (
            "該地址沒有內容（404）",
            "可能會恢復：系統幾小時內再問，之後每天一次。如果網站換了訂閱地址，請新增新地址。",
        ),
        Trouble::Dns => (
            "找不到網站網域的位址",
            "請檢查拼寫，以及本機的網域解析或代理是否正常。若網站已關閉，文章仍保留在這裡。",
        ),
        Trouble::Tls => {
            ("網站的憑證不可信", "通常是憑證過期，網站一兩天內會修復。若是您自己的憑證機構，請設定 ca_file。")
        }
        Trouble::TooSlow => ("網站回應太慢", "系統幾小時內會再問。若它總是很慢，請調大 timeout 設定。"),
        Trouble::Unreachable => {
            ("無法連線到網站", "系統幾分鐘內再試，之後每隔幾小時一次。若本機瀏覽器能開啟，請檢查代理設定。")
        }
        Trouble::ServerError => ("網站伺服器自身出錯", "無需操作：系統會繼續詢問，直到它恢復。"),
        Trouble::Throttled => {
            ("網站要求我們放慢", "無需操作：系統會按其要求的時間暫停。若經常發生，請調大 poll_min 或 pace。")
        }
        Trouble::Empty => ("網站傳回了空內容", "無需操作：系統幾小時內會再問。"),
        Trouble::Truncated => ("回應中途斷開", "無需操作：系統幾小時內會再問。"),
        Trouble::TooLarge => ("回應超過大小上限", "若仍要抓取，請調大 body_max 設定。"),
        Trouble::Disallowed => (
            "網站的 robots.txt 不允許程式存取此處",
            "請聯絡網站允許 longwire 這一使用者代理。系統每天會重新讀取 robots.txt。",
        ),
        Trouble::RobotsUnavailable => {
            ("網站未提供 robots.txt，因此暫緩抓取", "無需操作：按規範要等到能讀取為止。系統幾小時內會再問。")
        }
        Trouble::Login => {
            ("網站要求登入才能讀取此訂閱源", "若您有該網站帳號，請在網站上找到私人訂閱地址並新增。")
        }
        Trouble::Payment => {
            ("網站要求付費才能讀取此訂閱源", "付費訂戶通常可在網站上取得私人訂閱地址，請新增該地址。")
        }
        Trouble::Legal => ("內容因法律原因不可用（451）", "我們無能為力。系統仍每週詢問一次。"),
        Trouble::Forbidden => {
            ("網站禁止存取（403）", "請聯絡網站放行我們的使用者代理。系統每一兩天會再問一次。")
        }
        Trouble::Cloudflare => ("Cloudflare 要求瀏覽器驗證", CHALLENGE),
        Trouble::DataDome => ("DataDome 要求瀏覽器驗證", CHALLENGE),
        Trouble::Akamai => ("Akamai 阻止程式存取", CHALLENGE),
        Trouble::Captcha => ("網站要求驗證碼或瀏覽器驗證", CHALLENGE),
        Trouble::ConsentWall => (
            "原來的內容被同意（Cookie）頁面取代",
            "若網站有訂閱源，請改為新增訂閱源。系統每一兩天會再問一次。",
        ),
        Trouble::LoginWall => {
            ("原來的內容被登入頁面取代", "若您有該網站帳號，請在網站上找到私人訂閱地址並新增。")
        }
        Trouble::FeedElsewhere => (
            "訂閱源處變成了網頁，它指向另一個訂閱地址",
            "無需操作：若連續數日如此且內容相同，系統會自動改用新地址。",
        ),
        Trouble::NotAFeed => (
            "訂閱源處的內容不再是訂閱源",
            "請在瀏覽器中開啟該地址；若網站有新的訂閱源，請新增。系統每天會再問一次。",
        ),
        Trouble::NoArticles => ("頁面上不再列出文章", "網站可能已改版：請找它的訂閱源或其他列表頁並新增。"),
        Trouble::BadAddress => ("這不是可以抓取的地址", "請移除該來源並新增正確的地址。"),
        Trouble::PrivateAddress => ("該網站位於內部網路", "若確有此意，請用 allow_private 設定放行該網段。"),
        Trouble::Setup => {
            ("本伺服器的某項設定無法使用", "執行 `longwire doctor` 可查看是哪一項以及如何修復。")
        }
    }
}
