"""The tool that writes what packages export."""

from __future__ import annotations

import pytest

from tools import exports


def test_packages_are_as_the_tool_writes_them() -> None:
    """What it would write is there already, in a small package and one with a verb."""
    for name in ("questionnaires/patterns", "review"):
        path = exports.ROOT / name / "__init__.py"
        assert exports.wanted(path) == path.read_text(encoding="utf-8")


def test_packages_that_define_something_are_left_alone() -> None:
    """A package with code of its own is none of the tool's."""
    names = {path.parent.name for path in exports.packages()}
    assert {"frames", "core", "review"} <= names
    assert not {"cli", "folding"} & names


def test_a_changed_package_is_told(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """With --check the tool names what it would write, and writes nothing."""
    path = exports.ROOT / "review" / "__init__.py"
    before = path.read_text(encoding="utf-8")
    monkeypatch.setattr(exports, "packages", lambda: [path])
    monkeypatch.setattr(exports, "wanted", lambda _: "another text")
    monkeypatch.setattr("sys.argv", ["exports", "--check"])
    assert exports.main() == 1
    assert capsys.readouterr().out == "partner_success/review/__init__.py\n"
    assert path.read_text(encoding="utf-8") == before
