// People at a browser, each with a session of their own: reads from standard input as
// JSON what they do, does it with clicks and keys, and writes as JSON what was seen.
//
// {"browser": path, "args": [...], "base", "steps"}; a step is {"do": name, ...}.

import { createRequire } from "node:module";
import { readFile } from "node:fs/promises";
import { text } from "node:stream/consumers";

import puppeteer from "puppeteer-core";

const wanted = JSON.parse(await text(process.stdin));
const AXE = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const SECONDS = 120;
const MOST_TABS = 400;

const browser = await puppeteer.launch({
  executablePath: wanted.browser,
  protocolTimeout: SECONDS * 1000,
  args: ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--lang=en-US", ...wanted.args],
});
const pages = new Map();
const trouble = [];
const asked = [];
let page;

// A refusal is a page of its own here; that it was one, the browser always says.
const REFUSED = /^Failed to load resource: the server responded with a status of 4/;

async function newPage() {
  const context = await browser.createBrowserContext();
  const made = await context.newPage();
  made.setDefaultTimeout(SECONDS * 1000);
  await made.setViewport({ width: 1200, height: 900 });
  made.on("pageerror", (error) => trouble.push(String(error)));
  made.on("console", (line) => {
    if (["error", "warn"].includes(line.type()) && !REFUSED.test(line.text())) {
      trouble.push(line.text());
    }
  });
  made.on("request", (request) => asked.push(request.url()));
  return made;
}

async function called(words, kinds) {
  const found = await page.evaluateHandle(
    (text, selector) => {
      const fits = (each) => each.textContent.replace(/\s+/g, " ").includes(text);
      const all = [...document.querySelectorAll(selector)].filter(fits);
      for (const each of all) {
        const inside = each.closest("details");
        if (inside) inside.open = true;
      }
      return all.find((each) => each.checkVisibility() && each.tabIndex >= 0) ?? null;
    },
    words,
    kinds,
  );
  const element = found.asElement();
  if (element === null) {
    const there = await page.$$eval(kinds, (all) => all.map((each) => each.textContent.trim()));
    throw new Error(`nothing is called ${words} on ${page.url()}; there are ${there.join(" | ")}`);
  }
  return element;
}

async function goOn(act) {
  await Promise.all([page.waitForNavigation({ waitUntil: "load" }), act()]);
}

async function fill(name, value) {
  const all = await page.$$(`[name="${name}"]`);
  if (all.length === 0) throw new Error(`nothing is named ${name} on ${page.url()}`);
  const states = await page.$$eval(`[name="${name}"]`, (found) =>
    found.map(({ type, value: own, checked }) => [type, own, checked]),
  );
  const [kind] = states[0];
  if (kind === "radio" || kind === "checkbox") {
    const values = [value].flat();
    for (const [place, [, own, on]] of states.entries()) {
      if (values.includes(own) !== on && (kind === "checkbox" || values.includes(own))) await all[place].click();
    }
  } else if (kind === "select-one") {
    await page.select(`[name="${name}"]`, value);
  } else if (kind === "date") {
    // A field of a day takes month, day and year one by one.
    const [year, month, day] = value.split("-");
    await all[0].focus();
    await page.keyboard.type(`${month}${day}${year}`);
  } else {
    // All at once, as when it is pasted; the step "keys" types.
    await all[0].click({ count: 3 });
    await page.keyboard.sendCharacter(value);
  }
}

const STEPS = {
  async as({ person, name }) {
    if (!pages.has(person)) {
      pages.set(person, await newPage());
      page = pages.get(person);
      await page.goto(`${wanted.base}/sign-in`);
      const button = await page.$(`button[value="${person}"]`);
      await goOn(() => button.click());
    }
    page = pages.get(person);
    await page.bringToFront();
  },

  async open({ path }) {
    await page.goto(new URL(path, wanted.base).href, { waitUntil: "load" });
  },

  async reload() {
    await page.reload();
  },

  async fill({ fields }) {
    for (const [name, value] of Object.entries(fields)) await fill(name, value);
  },

  async press({ button }) {
    const found = await called(button, "button");
    await goOn(() => found.click());
  },

  async follow({ link }) {
    const found = await called(link, "a");
    await goOn(() => found.click());
  },

  // Tab until something is reached: by its name, or by the words on it.
  async reach({ name, words, value }) {
    for (let count = 0; count < MOST_TABS; count += 1) {
      await page.keyboard.press("Tab");
      const there = await page.evaluate(
        (wantedName, wantedWords, wantedValue) => {
          const each = document.activeElement;
          const shown = getComputedStyle(each);
          if (shown.outlineStyle === "none") return "unseen";
          if (wantedName !== null) {
            return each.name === wantedName && (wantedValue === null || each.value === wantedValue);
          }
          return each.textContent.replace(/\s+/g, " ").includes(wantedWords);
        },
        name ?? null,
        words ?? null,
        value ?? null,
      );
      if (there === "unseen") throw new Error(`the focus cannot be seen on ${page.url()}`);
      if (there) return;
    }
    throw new Error(`${name ?? words} cannot be reached by keys on ${page.url()}`);
  },

  async keys({ keys, text: typed, goes }) {
    const act = async () => {
      if (typed !== undefined) await page.keyboard.type(typed);
      for (const key of keys ?? []) await page.keyboard.press(key);
    };
    await (goes ? goOn(act) : act());
  },

  async see() {
    return page.evaluate(() => ({
      address: location.pathname,
      title: document.title,
      heading: document.querySelector("h1").textContent.trim(),
      flash: document.querySelector(".flash")?.textContent.trim() ?? "",
      summary: document.querySelector(".summary")?.innerText ?? "",
      focus: document.activeElement.id || document.activeElement.tagName,
      text: document.querySelector("main").innerText,
    }));
  },

  async axe() {
    await page.evaluate(AXE);
    return page.evaluate(async () => {
      const found = await window.axe.run(document, { resultTypes: ["violations"] });
      return found.violations
        .filter((each) => ["serious", "critical"].includes(each.impact))
        .map((each) => `${each.id}: ${each.nodes.map((node) => `${node.html} ${node.failureSummary ?? ""}`).slice(0, 3).join(" ; ")}`);
    });
  },

  async change({ width, dark }) {
    if (width !== undefined) await page.setViewport({ width, height: 900 });
    if (dark !== undefined) {
      await page.emulateMediaFeatures([{ name: "prefers-color-scheme", value: dark ? "dark" : "light" }]);
    }
  },

  async overflow() {
    return page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  },
};

try {
  const seen = [];
  for (const step of wanted.steps) {
    try {
      seen.push((await STEPS[step.do](step)) ?? null);
    } catch (error) {
      const shown = await page?.evaluate(() => document.querySelector("main")?.innerText ?? "");
      throw new Error(`${JSON.stringify(step)}: ${error.message}\n${(shown ?? "").slice(0, 1500)}`);
    }
  }
  process.stdout.write(JSON.stringify({ seen, trouble, asked }));
} finally {
  await browser.close();
}
