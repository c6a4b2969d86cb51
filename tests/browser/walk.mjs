// Somebody who walks through a site: reads from standard input as JSON which pages to
// open and what to do there, and writes as JSON what was seen.
//
// {"browser": path, "args": [...], "walks": [...]}; a walk is
// {"url", "width", "dark", "steps"}, and a step {"do": name, ...}. The answer has for each
// walk what each step saw, what the page complained about, and what it asked for.

import { text } from "node:stream/consumers";

import puppeteer from "puppeteer-core";

import { judge, still } from "./judging.mjs";

const wanted = JSON.parse(await text(process.stdin));
const SECONDS = 120;

const STEPS = {
  judge,

  // By how much the page is wider than the screen.
  async overflow(page) {
    return page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  },

  // Keys for what has the focus, one after the other.
  async press(page, { at, keys }) {
    if (at !== undefined) await page.focus(at);
    for (const key of keys) await page.keyboard.press(key);
    // What opens or closes moves there.
    await page.evaluate(() => new Promise((done) => setTimeout(done, 450)));
    await still(page);
    return page.evaluate(focused);
  },

  // Where Tab leads, until it has gone around or often enough.
  async tab(page, { most }) {
    const seen = [];
    for (let count = 0; count < most; count += 1) {
      await page.keyboard.press("Tab");
      const found = await page.evaluate(focused);
      seen.push(found);
      if (found === null) break;
    }
    return seen;
  },

  // The first results of a search for a text that comes at once, as when it is pasted.
  async search(page, { typed, most }) {
    const results = ".md-search-result__item > .md-search-result__link";
    await page.focus(".md-search__input");
    await page.keyboard.down("Control");
    await page.keyboard.press("a");
    await page.keyboard.up("Control");
    await page.keyboard.press("Backspace");
    await page.waitForFunction((links) => !document.querySelector(links), {}, results);
    await page.keyboard.sendCharacter(typed);
    await page.keyboard.press("End");
    await page.waitForFunction(
      (links) =>
        document.querySelector(links) ||
        document.querySelector(".md-search-result__meta").textContent.includes("No matching"),
      {},
      results,
    );
    const found = await page.$$eval(results, (links) => links.map(({ pathname }) => pathname));
    return [...new Set(found)].slice(0, most);
  },

  async resize(page, { width }) {
    await page.setViewport({ width, height: 900 });
    await page.evaluate(() => new Promise((done) => setTimeout(done, 300)));
  },

  async read(page, { at, property }) {
    return page.$eval(at, (element, name) => element[name], property);
  },
};

/** Tell what has the focus, whether it is in sight, and whether that can be seen. */
function focused() {
  const element = document.activeElement;
  if (!element || element === document.body) return null;
  const style = getComputedStyle(element);
  const box = element.getBoundingClientRect();
  const middle = [box.left + box.width / 2, box.top + box.height / 2];
  const on = document.elementFromPoint(...middle);
  const classes = [...element.classList].map((each) => `.${each}`).join("");
  const around = [];
  for (let each = element; each; each = each.parentElement) around.push(each.className);
  window.stops ??= new Map();
  if (!window.stops.has(element)) window.stops.set(element, window.stops.size);
  return {
    number: window.stops.get(element),
    path: `${element.localName}${element.id ? `#${element.id}` : ""}${classes}`,
    name: (element.getAttribute("aria-label") ?? element.textContent).trim().slice(0, 60),
    ring: style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0,
    seen:
      element.checkVisibility({ visibilityProperty: true, opacityProperty: true }) &&
      box.width > 0 && box.right > 0 && box.left < innerWidth &&
      box.bottom > 0 && box.top < innerHeight,
    covered: on !== null && !element.contains(on) && !on.contains(element),
    around: around.filter(Boolean).join(" "),
  };
}

async function walk(browser, { url, width, dark, steps }) {
  // Nothing is left of the walk before, such as which colours were chosen.
  const context = await browser.createBrowserContext();
  const page = await context.newPage();
  page.setDefaultTimeout(SECONDS * 1000);
  await page.setViewport({ width, height: 900 });
  const value = dark ? "dark" : "light";
  await page.emulateMediaFeatures([
    { name: "prefers-color-scheme", value },
    { name: "prefers-reduced-motion", value: "reduce" },
  ]);
  const trouble = [];
  const asked = [];
  page.on("pageerror", (error) => trouble.push(String(error)));
  page.on("console", (line) => {
    if (["error", "warn"].includes(line.type())) trouble.push(line.text());
  });
  page.on("request", (request) => asked.push(request.url()));
  // The search asks for its index in a thread of its own.
  page.on("workercreated", (worker) => {
    worker.client.on("Network.requestWillBeSent", ({ request }) => asked.push(request.url));
    worker.client.send("Network.enable").catch(() => {});
  });
  await page.goto(url, { waitUntil: "load" });
  await page.evaluate(() => new Promise((done) => setTimeout(done, 100)));
  const seen = [];
  for (const step of steps) seen.push((await STEPS[step.do](page, step)) ?? null);
  await context.close();
  return { seen, trouble, asked };
}

const browser = await puppeteer.launch({
  executablePath: wanted.browser,
  protocolTimeout: SECONDS * 1000,
  args: ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--lang=en-US", ...wanted.args],
});
try {
  const told = [];
  for (const each of wanted.walks) told.push(await walk(browser, each));
  process.stdout.write(JSON.stringify(told));
} finally {
  await browser.close();
}
