"""The example's events, in small files, and the commands on gates run on them."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from click.testing import Result

from partner_success.rulebook import standard

LOGS = Path(__file__).parents[3] / "examples" / "journey" / "partners.json"

Run = Callable[..., Result]
Write = Callable[..., Path]


def events(*partners: str) -> list[dict[str, Any]]:
    """Give the example's events of some partners."""
    found = json.loads(LOGS.read_text(encoding="utf-8"))["events"]
    return [each for each in found if each["partner_id"] in partners]


def found(run: Run, *arguments: object) -> dict[str, Any]:
    """Run a command with ``--json``."""
    done = run("gate", *arguments, "--json")
    assert done.stdout.isascii()
    data: dict[str, Any] = json.loads(done.stdout)
    assert data["schema_version"] == 1
    assert data["rulebook"] == standard().edition.id
    return data


def misused(run: Run, *arguments: object) -> str:
    """Run a command that is misuse, and give what is said of it."""
    done = run("gate", *arguments)
    assert (done.exit_code, done.stdout) == (2, ""), done.stdout
    assert done.stderr.startswith("error: ")
    return done.stderr
