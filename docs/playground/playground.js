// The page of the playground: asks the worker, in which the library runs, and shows what
// it answers.

import { byId, show } from "./dom.js";
import { FORMS } from "./forms.js";

const state = byId("pg-state");
const progress = byId("pg-progress");

function say(text, done) {
  state.textContent = text;
  progress.hidden = done === undefined;
  if (done !== undefined) progress.value = done;
}

function fail(text) {
  say(text);
  state.setAttribute("role", "alert");
  state.parentElement.classList.add("pg-failed");
  for (const name of Object.keys(FORMS)) {
    byId(`pg-${name}`).querySelector("fieldset").disabled = true;
  }
  document.documentElement.dataset.playground = "failed";
}

// Of each form one question at most is under way. What is changed meanwhile is asked
// when that has been answered, so that a moved slider is never behind.
const busy = new Set();
const changed = new Set();

function ask(worker, name) {
  if (busy.has(name)) {
    changed.add(name);
    return;
  }
  busy.add(name);
  byId(`pg-${name}-headline`).parentElement.setAttribute("aria-busy", "true");
  worker.postMessage({ kind: name, given: FORMS[name].read(byId(`pg-${name}`)) });
}

function start(worker, catalogue) {
  for (const [name, { fill }] of Object.entries(FORMS)) {
    const form = byId(`pg-${name}`);
    fill(catalogue);
    form.querySelector("fieldset").disabled = false;
    form.addEventListener("submit", (event) => event.preventDefault());
    form.addEventListener("input", () => ask(worker, name));
    form.addEventListener("change", () => ask(worker, name));
    ask(worker, name);
  }
}

function hear(worker, { about, ...told }) {
  if (about === "loading") {
    say(told.text, told.done);
  } else if (about === "ready") {
    const { version, edition } = told.catalogue;
    start(worker, told.catalogue);
    say(`Ready: partner-success ${version}, rulebook ${edition}, Python ${told.python}.`);
    document.documentElement.dataset.playground = "ready";
  } else if (about === "answer") {
    busy.delete(told.kind);
    show(told.kind, told.answer);
    if (changed.delete(told.kind)) ask(worker, told.kind);
    else byId(`pg-${told.kind}-headline`).parentElement.removeAttribute("aria-busy");
  } else if (about === "absent") {
    fail(
      "This copy of the site has no playground: the library for browsers was not put" +
        " beside this page when the site was built.",
    );
  } else {
    fail(`The playground cannot go on: ${told.text}. Load the page again to retry.`);
  }
}

function run() {
  say("Starting.", 0);
  const worker = new Worker(new URL("worker.js", import.meta.url), { type: "module" });
  worker.addEventListener("message", ({ data }) => hear(worker, data));
  worker.addEventListener("error", (event) => {
    event.preventDefault();
    fail(`The playground could not start: ${event.message || "its script did not load"}.`);
  });
}

if (typeof WebAssembly === "object" && typeof Worker === "function") {
  run();
} else {
  fail("This browser cannot run the playground: it has no WebAssembly or no workers.");
}
