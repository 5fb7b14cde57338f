// The looks under which every page is seen: colours, width, language.

const DESK = { viewport: { width: 1280, height: 900 } };
const PHONE = { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true, deviceScaleFactor: 2 };

/**
 * How visitors come. `name` is part of a screenshot's name, `options` are those of a browser context. axe judges
 * colours and sizes, which are the same in every language, so not under every look.
 */
export const LOOKS = [
  look("light", { ...DESK, isJudged: true }),
  look("dark", { ...DESK, colorScheme: "dark", isJudged: true }),
  look("phone", { ...PHONE, isJudged: true }),
  look("zh-Hans", { ...DESK, locale: "zh-CN" }),
  look("zh-Hant", { ...DESK, locale: "zh-TW" }),
  look("ja", { ...DESK, locale: "ja-JP" }),
  look("zh-Hans-phone-dark", { ...PHONE, locale: "zh-CN", colorScheme: "dark", isJudged: true }),
];

/** The language of pages under a look; what the publishers write is in theirs. */
export const tongueOf = (look) => ({ "zh-CN": "zh-Hans", "zh-TW": "zh-Hant", "ja-JP": "ja" })[look.options.locale] ?? "en";

function look(name, { isJudged = false, ...options }) {
  return { name, isJudged, options: { locale: "en-GB", colorScheme: "light", timezoneId: "Europe/Berlin", ...options } };
}
