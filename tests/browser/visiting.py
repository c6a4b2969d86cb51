"""Serves a built site on this machine alone, and visits it in a real browser."""

from __future__ import annotations

import contextlib
import json
import mimetypes
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import attrs
import yaml

from tests.browser.driving import BROWSERS, HERE, executable, modules, run

ROOT = HERE.parents[1]
_SECONDS = 400
ALONE = "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"
"""The browser finds no other machine than this one."""


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        """Say nothing of what is asked for."""


@contextlib.contextmanager
def served(folder: Path) -> Iterator[str]:
    """Serve a folder for a while, and give its address."""
    mimetypes.add_type("text/javascript", ".mjs")
    mimetypes.add_type("application/wasm", ".wasm")
    handler = partial(_Quiet, directory=str(folder))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}/"
        finally:
            server.shutdown()
            thread.join()


def build_page(name: str, folder: Path) -> Path:
    """Build the site of one page of the documentation, with what stands beside it."""
    docs, site = folder / "docs", folder / "site"
    docs.mkdir(parents=True)
    shutil.copyfile(ROOT / "docs" / f"{name}.md", docs / f"{name}.md")
    for beside in (name, "theme"):
        shutil.copytree(ROOT / "docs" / beside, docs / beside)
    settings = yaml.safe_load((ROOT / "mkdocs.yml").read_text(encoding="utf-8"))
    # Without the other pages no link to them can be followed, nor is one missed here.
    alone: dict[str, Any] = {"docs_dir": str(docs), "site_dir": str(site)}
    alone |= {"plugins": [], "hooks": []}
    chosen = {**settings, **alone, "nav": [f"{name}.md"], "strict": False}
    (folder / "mkdocs.yml").write_text(yaml.safe_dump(chosen), encoding="utf-8")
    command = [sys.executable, "-m", "mkdocs", "build", "--quiet"]
    done = subprocess.run(
        [*command, "--config-file", str(folder / "mkdocs.yml")],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return site


@attrs.frozen
class Visit:
    """What was seen on a visit.

    Attributes:
        seen: What each step saw.
        trouble: What the page complained about, and errors of its scripts.
        asked: Every address that the page and its workers asked for.
    """

    seen: list[Any]
    trouble: list[str]
    asked: list[str]


def visit(address: str, steps: list[dict[str, Any]], *, width: int = 1200) -> Visit:
    """Visit a page, and do there what the steps say."""
    _ = modules()
    wanted = {
        "browser": executable(*BROWSERS),
        "args": [ALONE],
        "url": address,
        "width": width,
        "steps": steps,
    }
    script = HERE / "visit.mjs"
    told = run(executable("node"), script, given=wanted, seconds=_SECONDS)
    return Visit(**json.loads(told))


def walk(*walks: dict[str, Any]) -> list[Visit]:
    """Walk through pages, each in a browser that remembers nothing of the others."""
    _ = modules()
    program = executable(*BROWSERS)
    wanted = {"browser": program, "args": [ALONE], "walks": walks}
    script = HERE / "walk.mjs"
    told = run(executable("node"), script, given=wanted, seconds=_SECONDS)
    return [Visit(**each) for each in json.loads(told)]
