"""The lowest versions that the project says it runs with."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from tools.lowest import ROOT, lowest, main


def project(
    *dependencies: str, extra: str = "one>=1", test: Any = ()
) -> dict[str, Any]:
    """Give what stands in a pyproject.toml."""
    return {
        "project": {
            "name": "own-name",
            "dependencies": list(dependencies),
            "optional-dependencies": {"all": ["own-name[x,y]"], "x": [extra]},
        },
        "dependency-groups": {"test": list(test), "layers": ["tool>=9"]},
    }


def test_each_package_once_with_the_version_that_suits_all() -> None:
    """Extras and markers stay, and groups that are included are left out."""
    given = project(
        "Two_Parts>=1.9",
        "here>=3; sys_platform == 'win32'",
        extra="two-parts[fast]>=1.10.2",
        test=[{"include-group": "layers"}, "engine>=4"],
    )
    assert lowest(given) == [
        "engine==4",
        "here==3; sys_platform == 'win32'",
        "two-parts[fast]==1.10.2",
    ]


@pytest.mark.parametrize(
    ("text", "told"),
    [("one", "no lowest version"), ("one<2", "not understood"), ("one ~= 2", "not")],
)
def test_a_requirement_without_a_lowest_version_is_refused(
    text: str, told: str
) -> None:
    """A project that does not say with what it runs promises too much."""
    with pytest.raises(ValueError, match=told):
        lowest(project(text))


def test_this_project_gives_a_lowest_version_of_everything(tmp_path: Path) -> None:
    """The file that pip reads has a line for each package."""
    path = tmp_path / "build" / "lowest.txt"
    assert main([str(path)]) == 0
    lines = path.read_text(encoding="utf-8").splitlines()
    given = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    assert lines == lowest(given)
    names = {line.partition("==")[0] for line in lines}
    assert {"attrs", "polars", "narwhals", "duckdb", "pyspark"} <= names
