// Whether a page can be used by everybody, as far as a program can tell: axe-core's rules.

import axe from "axe-core";

/** WCAG 2.2 up to AA, and what axe calls best practices. */
const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

/** What is wrong with a page, one line for each place. */
export async function barriers(page) {
  await page.evaluate(axe.source);
  const { violations } = await page.evaluate(
    (tags) => window.axe.run(document, {
      runOnly: { type: "tag", values: tags },
      // Known by its tag and off all the same.
      rules: { "target-size": { enabled: true } },
      resultTypes: ["violations"],
    }),
    TAGS,
  );
  return violations.flatMap(({ id, help, nodes }) =>
    nodes.map((node) => `${id} (${help}) at ${node.target.join(" ")}: ${node.failureSummary.replaceAll("\n", " ")}`));
}
