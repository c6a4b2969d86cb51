// What axe finds on a page against people who see, hear or move differently.

import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";

const AXE = createRequire(import.meta.url).resolve("axe-core/axe.min.js");
let script;

/** Wait until nothing fades or moves any more, as colours do where they change. */
export async function still(page) {
  await page.evaluate(async () => {
    const ending = document
      .getAnimations()
      .filter(({ effect }) => effect.getComputedTiming().endTime !== Infinity);
    await Promise.allSettled(ending.map(({ finished }) => finished));
  });
}

/** Give what axe finds that is serious or critical, each with some of its places. */
export async function judge(page, { without = [] } = {}) {
  await still(page);
  script ??= await readFile(AXE, "utf8");
  if (!(await page.evaluate(() => "axe" in window))) await page.evaluate(script);
  return page.evaluate(async (exclude) => {
    const options = { resultTypes: ["violations"] };
    const { violations } = await window.axe.run({ exclude }, options);
    return violations
      .filter(({ impact }) => ["serious", "critical"].includes(impact))
      .map(({ id, help, nodes }) => ({
        rule: `${id}: ${help}`,
        places: nodes.slice(0, 3).map(({ html, any, all, none }) => {
          const [why] = [...any, ...all, ...none];
          return `${html.slice(0, 200)} | ${why?.message ?? ""}`;
        }),
        count: nodes.length,
      }));
  }, without);
}
