// A person who visits a page: reads from standard input as JSON what to do, does it in a
// browser with clicks and keys, and writes as JSON what was seen.
//
// {"browser": path, "args": [...], "url", "width", "steps"}; a step is
// {"do": name, ...}. The answer has what each step saw, what the page complained about,
// and the addresses that the page and its workers asked for.

import { text } from "node:stream/consumers";

import puppeteer from "puppeteer-core";

import { judge, still } from "./judging.mjs";

const wanted = JSON.parse(await text(process.stdin));
// Python takes seconds to start, and minutes on a machine that does much else.
const SECONDS = 300;

async function settled(page) {
  await page.waitForFunction(() => !document.querySelector("[aria-busy=true]"));
}

const STEPS = {
  // What the page says of itself once it can be used, or cannot.
  async arrive(page) {
    await page.waitForFunction(() => document.documentElement.dataset.playground);
    await settled(page);
    return page.$eval("#pg-state", (state) => state.textContent);
  },

  async click(page, { at }) {
    await page.locator(at).click();
    await settled(page);
  },

  // Keys for what has the focus, one after the other.
  async press(page, { at, keys }) {
    if (at !== undefined) await page.focus(at);
    for (const key of keys) await page.keyboard.press(key);
    await settled(page);
    return page.evaluate(() => document.activeElement.id || document.activeElement.name);
  },

  async type(page, { at, text: typed }) {
    await page.focus(at);
    await page.keyboard.down("Control");
    await page.keyboard.press("a");
    await page.keyboard.up("Control");
    await page.keyboard.type(typed);
    await settled(page);
  },

  async choose(page, { at, value }) {
    await page.select(at, value);
    await settled(page);
  },

  // What a form was answered.
  async look(page, { form }) {
    return page.evaluate((name) => {
      const headline = document.getElementById(`pg-${name}-headline`);
      const parts = document.getElementById(`pg-${name}-parts`);
      const texts = (root, selector) =>
        [...root.querySelectorAll(selector)].map((each) => each.textContent);
      return {
        headline: headline.textContent,
        band: headline.dataset.band,
        refused: headline.parentElement.classList.contains("pg-refused"),
        tables: [...parts.querySelectorAll("table")].map((table) => ({
          title: table.caption.textContent,
          rows: [...table.tBodies[0].rows].map((row) => texts(row, "td, th")),
        })),
        remarks: texts(parts, "li"),
      };
    }, form);
  },

  // Controls without a name, text that is hard to read, and whether the page is too wide.
  async inspect(page) {
    return page.evaluate(() => {
      const main = document.querySelector("article");
      const controls = [...main.querySelectorAll("input, select, textarea")];
      const unnamed = controls.filter(
        (each) => !each.labels?.length && !each.getAttribute("aria-label"),
      );
      const canvas = document.createElement("canvas").getContext("2d", {
        willReadFrequently: true,
      });
      const over = (front, [r, g, b]) => {
        canvas.fillStyle = `rgb(${r},${g},${b})`;
        canvas.fillRect(0, 0, 1, 1);
        canvas.fillStyle = front;
        canvas.fillRect(0, 0, 1, 1);
        return [...canvas.getImageData(0, 0, 1, 1).data].slice(0, 3);
      };
      const behind = (element) => {
        const own = getComputedStyle(element).backgroundColor;
        const outer = element.parentElement ? behind(element.parentElement) : [255, 255, 255];
        return over(own, outer);
      };
      const light = (rgb) => {
        const [r, g, b] = rgb
          .map((each) => each / 255)
          .map((each) => (each <= 0.04045 ? each / 12.92 : ((each + 0.055) / 1.055) ** 2.4));
        return 0.2126 * r + 0.7152 * g + 0.0722 * b;
      };
      const faint = [];
      for (const element of main.querySelectorAll(".playground *")) {
        const own = [...element.childNodes].some(
          (node) => node.nodeType === Node.TEXT_NODE && node.textContent.trim(),
        );
        if (!own || !element.checkVisibility() || element.matches("option")) continue;
        const back = behind(element);
        const front = over(getComputedStyle(element).color, back);
        const [low, high] = [light(back), light(front)].sort((a, b) => a - b);
        if ((high + 0.05) / (low + 0.05) < 4.5) faint.push(element.textContent.trim());
      }
      return {
        unnamed: unnamed.map((each) => each.outerHTML),
        faint: [...new Set(faint)],
        overflow: document.documentElement.scrollWidth - window.innerWidth,
      };
    });
  },

  judge,

  // The same page with another width, or in the other colours.
  async change(page, { width, dark }) {
    if (width !== undefined) await page.setViewport({ width, height: 900 });
    if (dark !== undefined) {
      await page.evaluate((scheme) => {
        document.body.setAttribute("data-md-color-scheme", scheme);
      }, dark ? "slate" : "default");
    }
    await still(page);
  },

  async picture(page, { path }) {
    await page.screenshot({ path, fullPage: true });
  },
};

function watch(client, asked) {
  client.on("Network.requestWillBeSent", ({ request }) => asked.push(request.url));
  return client.send("Network.enable");
}

const browser = await puppeteer.launch({
  executablePath: wanted.browser,
  protocolTimeout: SECONDS * 1000,
  args: ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--lang=en-US", ...wanted.args],
});
try {
  const page = await browser.newPage();
  page.setDefaultTimeout(SECONDS * 1000);
  await page.setViewport({ width: wanted.width, height: 900 });
  const trouble = [];
  const asked = [];
  page.on("pageerror", (error) => trouble.push(String(error)));
  page.on("console", (line) => {
    if (["error", "warn"].includes(line.type())) trouble.push(line.text());
  });
  page.on("request", (request) => asked.push(request.url()));
  page.on("workercreated", (worker) => watch(worker.client, asked).catch(() => {}));
  await page.goto(wanted.url);
  const seen = [];
  for (const step of wanted.steps) seen.push((await STEPS[step.do](page, step)) ?? null);
  process.stdout.write(JSON.stringify({ seen, trouble, asked }));
} finally {
  await browser.close();
}
