"""The whole policy on the command line, and what another rulebook changes."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from partner_success.access import access_matrix, compare
from partner_success.display import (
    access_matrix_csv,
    access_matrix_html,
    access_matrix_markdown,
)
from partner_success.rulebook import standard
from partner_success.rulebook.store import load
from tests.unit.cli.conftest import Run
from tests.unit.cli.test_access import own

pytestmark = pytest.mark.rule("ACC-12")

__all__ = ["own"]


def test_the_matrix_is_printed(run: Run) -> None:
    """As a table, or as data with every way."""
    done = run("access", "matrix")
    assert done.exit_code == 0
    for words in ("sign a gate off", "assigned, in Gate 2 (a deputy too)", "or with a"):
        assert words in done.stdout
    found = json.loads(run("access", "matrix", "--json").stdout)
    assert found.pop("schema_version") == 1
    assert found == access_matrix(standard().access).as_data()


@pytest.mark.parametrize(
    ("form", "suffix", "write"),
    [
        ("markdown", ".md", access_matrix_markdown),
        ("html", ".HTML", access_matrix_html),
        ("csv", ".csv", access_matrix_csv),
    ],
)
def test_the_matrix_is_shown_or_saved_in_any_form(
    run: Run, tmp_path: Path, form: str, suffix: str, write: object
) -> None:
    """The end of the file's name says which."""
    assert callable(write)
    expected = write(access_matrix(standard().access))
    done = run("access", "matrix", "--format", form)
    assert done.exit_code == 0
    assert done.stdout.splitlines() == expected.splitlines()
    out = tmp_path / f"matrix{suffix}"
    done = run("access", "matrix", "--out", out)
    assert (done.exit_code, done.stdout) == (0, "")
    assert f"written: {out}" in done.stderr
    kept = out.read_bytes().decode("utf-8-sig")
    assert kept == expected


def test_json_and_a_file_go_together(run: Run, tmp_path: Path) -> None:
    """The file is written, the data printed."""
    done = run("access", "matrix", "--json", "--out", tmp_path / "m.md")
    assert json.loads(done.stdout)["edition"] == "standard 2026.1"


def test_another_form_is_refused(run: Run, tmp_path: Path) -> None:
    """Before anything is read."""
    done = run(
        "access", "matrix", "--out", tmp_path / "m.docx", "--rulebook", "no.toml"
    )
    assert done.exit_code == 2
    assert "form of --out" in done.stderr


def test_rulebooks_are_compared(run: Run, own: Path) -> None:
    """The exit code says whether anybody gains or loses anything."""
    done = run("access", "matrix", "--compare", own)
    assert done.exit_code == 1
    assert "deputy of PSM   loses    sign a gate off" in done.stdout
    found = json.loads(run("access", "matrix", "--compare", own, "--json").stdout)
    assert found.pop("schema_version") == 1
    assert found == compare(standard().access, load(own).access).as_data()
    back = run("access", "matrix", "--rulebook", own, "--compare", own)
    assert back.exit_code == 0
    assert "everybody may do the same as before" in back.stdout


def test_a_comparison_is_text_or_json(run: Run, own: Path) -> None:
    """Other forms are refused."""
    for more in (("--format", "html"), ("--out", "x.md")):
        done = run("access", "matrix", "--compare", own, *more)
        assert done.exit_code == 2
        assert "leave out --format and --out" in done.stderr
