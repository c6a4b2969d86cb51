// Runs the library in a thread of its own, so that the page stays alive.
//
// Everything comes from the folder `runtime` beside this script. What it holds is in its
// manifest.json, which the build writes.

const HERE = new URL("runtime/", import.meta.url);

function tell(about, told) {
  self.postMessage({ about, ...told });
}

async function fetched(name) {
  const answer = await fetch(new URL(name, HERE));
  if (!answer.ok) throw new Error(`${name} is not there (${answer.status})`);
  return answer;
}

async function readManifest() {
  try {
    const answer = await fetched("manifest.json");
    return await answer.json();
  } catch {
    return null;
  }
}

let python, manifest, questions;

async function install(names) {
  const wheels = names.map(async (name) => (await fetched(name)).arrayBuffer());
  const extractDir = manifest.packages;
  for (const wheel of wheels) python.unpackArchive(await wheel, "wheel", { extractDir });
  python.runPython("import importlib; importlib.invalidate_caches()");
}

async function start() {
  manifest = await readManifest();
  if (manifest === null) {
    tell("absent");
    return;
  }
  tell("loading", { text: `Loading Python (Pyodide ${manifest.pyodide}).`, done: 0.1 });
  const { loadPyodide } = await import(new URL("pyodide/pyodide.mjs", HERE));
  python = await loadPyodide({ indexURL: new URL("pyodide/", HERE).href });
  tell("loading", { text: "Loading the library.", done: 0.5 });
  const [script] = await Promise.all([
    fetch(new URL("playground.py", import.meta.url)),
    install(manifest.wheels),
  ]);
  if (!script.ok) throw new Error(`playground.py is not there (${script.status})`);
  python.FS.writeFile(`${manifest.packages}/playground.py`, await script.text());
  tell("loading", { text: "Reading the rulebook.", done: 0.7 });
  questions = python.pyimport("playground");
  tell("ready", {
    catalogue: JSON.parse(questions.ask('{"kind": "catalogue", "given": {}}')),
    python: python.runPython("import platform; platform.python_version()"),
  });
}

async function answer(kind, given) {
  const question = JSON.stringify({ kind, given });
  let found = JSON.parse(questions.ask(question));
  if (found.needs !== undefined && manifest.extras[found.needs] !== undefined) {
    await install(manifest.extras[found.needs]);
    found = JSON.parse(questions.ask(question));
  }
  return found;
}

function complain(error) {
  // The last line of Python's error says what it is about.
  const lines = String(error?.message ?? error).trim().split("\n");
  tell("failed", { text: lines.at(-1) });
}

// One question after the other: an extra that is being installed is waited for.
let line = start().catch(complain);
self.addEventListener("message", ({ data: { kind, given } }) => {
  line = line
    .then(async () => tell("answer", { kind, answer: await answer(kind, given) }))
    .catch(complain);
});
