// One more publisher on loopback, with an article and a recording that the demo's five do not have.

import { createServer } from "node:http";

/** The article: in Traditional characters, with a word that both scripts write differently. */
export const TITLE = "俄羅斯貨輪在港口外等待潮水";
/** That word as the other script writes it, and as the article does. */
export const WORD = { written: "俄羅斯", asked: "俄罗斯" };

const TEXT = [
  "一艘懸掛俄羅斯旗幟的貨輪從星期二清晨起停在港口外的錨地，等待足夠高的潮水。船上載著三千噸木材，吃水比碼頭的航道深了四十公分。",
  "引水人王秀英說，這個季節的大潮每十四天才來一次，船長原本以為可以早兩天進港，但是北風把水面壓低了將近一個手掌。港務公司因此請他們多等一個晚上。",
  "等待的時候，船員用小艇到漁市場買了魚，又請修理廠的師傅上船看發電機。師傅說機器沒有大毛病，只是濾網被海草塞住了，清乾淨之後就能用到下一個港口。",
  "星期四傍晚潮水漲到最高點，兩艘拖船把貨輪送進三號碼頭。卸貨預定進行四天，之後船會載著機械零件離開。",
];

const html = () => `<!DOCTYPE html><html lang="zh-Hant"><head><meta charset="utf-8"><title>${TITLE}</title></head>
<body><article><h1>${TITLE}</h1>${TEXT.map((text) => `<p>${text}</p>`).join("")}</article></body></html>`;

const feed = (base) => `<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0"><channel><title>錨地觀察</title><link>${base}/</link><description>港口外的船</description>
<language>zh-TW</language><item><title>${TITLE}</title><link>${base}/1.html</link><guid>${base}/1.html</guid>
<pubDate>${new Date(Date.now() - 3_600_000).toUTCString()}</pubDate><description>${TEXT[0]}</description>
<enclosure url="${base}/1.mp3" type="audio/mpeg" length="480000"/></item>
</channel></rss>`;

/** Starts it; `url` is the feed's address, `article` that of the article. */
export async function startPublisher() {
  const server = createServer((request, response) => {
    const base = `http://${request.headers.host}`;
    const [type, body] = { "/feed.xml": ["application/rss+xml", feed(base)], "/1.html": ["text/html; charset=utf-8", html()] }[
      request.url
    ] ?? ["", ""];
    response.writeHead(body ? 200 : 404, body ? { "content-type": type } : {}).end(body);
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  const base = `http://127.0.0.1:${server.address().port}`;
  return {
    url: `${base}/feed.xml`,
    article: `${base}/1.html`,
    stop: () => {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(resolve));
    },
  };
}
