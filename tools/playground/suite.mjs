// Runs tests on the Python of the browser. The only argument is JSON: where Pyodide is,
// the wheels to unpack and where to, the root of the project, and what pytest is told.

import { readFile } from "node:fs/promises";
import { pathToFileURL } from "node:url";

const wanted = JSON.parse(process.argv[2]);
const { loadPyodide } = await import(pathToFileURL(wanted.pyodide));
const python = await loadPyodide();
for (const path of wanted.wheels) {
  const wheel = new Uint8Array(await readFile(path));
  python.unpackArchive(wheel, "wheel", { extractDir: wanted.packages });
}
// The sources are read from their place; nothing is written there.
python.mountNodeFS("/project", wanted.root);
python.globals.set("arguments", python.toPy(wanted.arguments));
process.exitCode = python.runPython(`
import os
import sys

sys.dont_write_bytecode = True
os.chdir("/project")
sys.path.insert(0, "/project")

from tools.playground.plugin import run

run(list(arguments))
`);
