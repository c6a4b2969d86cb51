// A person at a form: reads what to do as JSON from standard input, does it in a
// browser with clicks and keys, and writes what was seen as JSON to standard output.
//
// {"browser": path, "script": path, "forms": [{"schema", "uiSchema", "formData",
// "steps"}]}; a step is {"do": name, "at": "section.field", "with": value}. The answer has
// for each form what its steps saw, and what the page complained about.

import { readFile } from "node:fs/promises";
import { text } from "node:stream/consumers";

import puppeteer from "puppeteer-core";

const HTML = "<!doctype html><html lang='en'><meta charset='utf-8'><main></main></html>";
const STYLE = `
  body { font: 15px/1.4 sans-serif; margin: 2em auto; max-width: 46em }
  fieldset { border: 1px solid #bbb; margin: 1em 0; padding: 1em }
  .form-group { margin: 0 0 1em }
  .text-danger, .panel-danger { color: #a00 }
  .control-label { display: block }
  .field-description, .help-block { color: #555; font-size: 90% }`;

const wanted = JSON.parse(await text(process.stdin));
const script = await readFile(wanted.script, "utf8");

function idOf(at) {
  return `root_${at.replace(".", "_")}`;
}

// A field by its id; the options of radio buttons and checkboxes by their label.
async function find(page, at, label) {
  const found = await page.evaluateHandle(
    (id, wantedLabel) => {
      if (wantedLabel === undefined) return document.getElementById(id);
      const inputs = [...document.querySelectorAll("input")];
      return inputs.find(
        (input) =>
          input.id.startsWith(`${id}-`) &&
          input.closest("label").textContent.trim() === wantedLabel,
      );
    },
    idOf(at),
    label,
  );
  const element = found.asElement();
  if (element === null) throw new Error(`nothing to be seen at ${at} ${label ?? ""}`);
  return element;
}

const STEPS = {
  async click(page, { at, with: label }) {
    const input = await find(page, at, label);
    await input.click();
  },

  async choose(page, { at, with: label }) {
    const select = await find(page, at);
    const values = await select.$$eval(
      "option",
      (options, wantedLabel) =>
        options.filter((each) => each.textContent === wantedLabel).map((each) => each.value),
      label,
    );
    await select.select(...values);
  },

  async type(page, { at, with: typed }) {
    const input = await find(page, at);
    const kind = await input.evaluate((element) => element.type);
    if (kind === "date") {
      // A day is typed in the order in which the browser's language writes it.
      const [year, month, day] = typed.split("-");
      await input.focus();
      await page.keyboard.type(month + day + year);
      return;
    }
    await input.focus();
    await page.keyboard.down("Control");
    await page.keyboard.press("a");
    await page.keyboard.up("Control");
    await page.keyboard.press("Backspace");
    await input.type(typed);
  },

  // Every field that can be seen, with its label, in its order.
  async look(page) {
    return page.evaluate(() => {
      const groups = [...document.querySelectorAll(".rjsf-field")];
      const shown = groups.filter(
        (group) => group.checkVisibility() && !group.matches(".rjsf-field-object"),
      );
      return shown.map((group) => group.querySelector("label, legend")?.textContent);
    });
  },

  async submit(page) {
    await page.evaluate(() => {
      window.submitted = null;
      window.refused = [];
    });
    await page.click("button[type=submit]");
    return page.evaluate(() => ({ submitted: window.submitted, refused: window.refused }));
  },

  async picture(page, { with: path }) {
    await page.screenshot({ path, fullPage: true });
  },
};

async function play(browser, { steps, ...shown }) {
  const page = await browser.newPage();
  const trouble = [];
  page.on("pageerror", (error) => trouble.push(String(error)));
  page.on("console", (line) => {
    if (["error", "warn"].includes(line.type())) trouble.push(line.text());
  });
  await page.setContent(HTML);
  await page.addStyleTag({ content: STYLE });
  await page.evaluate((given) => Object.assign(window, { shown: given }), shown);
  await page.addScriptTag({ content: script });
  await page.waitForSelector("form");
  const seen = [];
  for (const step of steps) seen.push((await STEPS[step.do](page, step)) ?? null);
  await page.close();
  return { seen, trouble };
}

const browser = await puppeteer.launch({
  executablePath: wanted.browser,
  args: ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--lang=en-US"],
});
try {
  const answers = [];
  for (const form of wanted.forms) answers.push(await play(browser, form));
  process.stdout.write(JSON.stringify(answers));
} finally {
  await browser.close();
}
