"""Gives the site of the documentation, the whole one or a smaller one for tests."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import yaml

from tests.browser.visiting import ROOT
from tools.playground.gathering import keep
from tools.website.marking import is_current, sources

API = ("errors",)
"""Pages of names that the smaller site has; each takes long to write."""


def documentation() -> Path:
    """Give the folder of the site.

    It is what the session ``docs`` has built, where that was made of the files as they
    are now. Else it is built once more, with few pages of names and with notebooks as
    they are kept, and kept itself until a file changes.
    """
    whole = ROOT / "build" / "site"
    if is_current(whole):
        return whole
    return keep("site", [*sources(), Path(__file__)], _build) / "site"


def _build(folder: Path) -> None:
    config = folder / "mkdocs.yml"
    config.write_text(yaml.safe_dump(_settings(folder)), encoding="utf-8")
    command = [sys.executable, "-m", "mkdocs", "build", "--quiet"]
    done = subprocess.run(
        [*command, "--config-file", str(config)],
        cwd=ROOT,
        env={**os.environ, "NOTEBOOKS": "as-kept", "NO_MKDOCS_2_WARNING": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr


def _settings(folder: Path) -> dict[str, Any]:
    """Give the settings of the site, seen from another folder."""
    found: dict[str, Any] = yaml.safe_load((ROOT / "mkdocs.yml").read_text("utf-8"))
    left_out = ["reference/api/*.md", *(f"!reference/api/{name}.md" for name in API)]
    for plugin in found["plugins"]:
        if isinstance(plugin, dict) and "mkdocstrings" in plugin:
            plugin["mkdocstrings"]["handlers"]["python"]["paths"] = [str(ROOT / "src")]
    return {
        **found,
        "docs_dir": str(ROOT / "docs"),
        "site_dir": str(folder / "site"),
        "hooks": [str(ROOT / each) for each in found["hooks"]],
        "exclude_docs": "\n".join(left_out),
        # Links to the pages that are left out lead nowhere.
        "strict": False,
    }
