"""Opens forms in a real browser, as a person would, where there is one."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import attrs
import pytest

from partner_success.interop import FormSchema

HERE = Path(__file__).parent
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
_SECONDS = 180


def executable(*names: str) -> str:
    """Give the path of a program, or skip the test that needs it."""
    for name in names:
        if (found := shutil.which(name)) is not None:
            return found
    pytest.skip(f"{names[0]} is not installed here")


def modules() -> Path:
    """Give the folder of the JavaScript packages, or skip the test that needs them."""
    found = HERE / "node_modules"
    if not all((found / each).is_dir() for each in ("axe-core", "puppeteer-core")):
        pytest.skip(
            "the packages of tests/browser are not installed; run there:"
            " npm install --no-package-lock --ignore-scripts"
        )
    return found


def run(*command: str | Path, given: Any = None, seconds: int = _SECONDS) -> str:
    """Run a program, and give what it prints."""
    done = subprocess.run(
        list(map(str, command)),
        input=None if given is None else json.dumps(given),
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=seconds,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


@attrs.frozen
class Browser:
    """A browser, with the page that shows forms.

    Attributes:
        node: The program that drives it.
        program: The browser.
        script: The page's script, bundled into one file.
    """

    node: str
    program: str
    script: Path

    def play(self, form: FormSchema, *steps: dict[str, Any]) -> list[Any]:
        """Show an empty form, and give what each step of a person saw."""
        return self.play_all([(form, {})], *steps)[0]

    def play_all(
        self, forms: Sequence[tuple[FormSchema, Any]], *steps: dict[str, Any]
    ) -> list[list[Any]]:
        """Show forms with answers, and give what each step saw in each of them."""
        shown = [
            {
                "schema": form.schema,
                "uiSchema": form.ui_schema,
                "formData": answers,
                "steps": steps,
            }
            for form, answers in forms
        ]
        wanted = {"browser": self.program, "script": str(self.script), "forms": shown}
        told = json.loads(run(self.node, HERE / "drive.mjs", given=wanted))
        assert [each["trouble"] for each in told] == [[] for _ in forms]
        return [each["seen"] for each in told]


def open_browser(folder: Path) -> Browser:
    """Bundle the page into a folder, and find the browser that shows it."""
    node, program = executable("node"), executable(*BROWSERS)
    script = folder / "page.js"
    run(
        modules() / ".bin" / "esbuild",
        HERE / "page.js",
        "--bundle",
        "--minify",
        '--define:process.env.NODE_ENV="production"',
        "--log-level=warning",
        f"--outfile={script}",
    )
    return Browser(node, program, script)
