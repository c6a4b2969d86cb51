"""The lowest versions that this project says it runs with, as requirements for pip.

``python -m tools.lowest FILE`` reads them from pyproject.toml and writes a line
``name==version`` for each package that the project and its extras ask for, and each
that the dependency group `test` names itself: the engines are among them. What those
packages ask for themselves is for pip to choose.
"""

from __future__ import annotations

import re
import sys
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
GROUP = "test"

_REQUIREMENT = re.compile(
    r"(?P<name>[\w.-]+)(?P<extras>\[[\w,-]+])?(?:>=(?P<version>[\d.]+))?"
    r"(?P<marker>\s*;.*)?"
)


def lowest(project: Mapping[str, Any]) -> list[str]:
    """Give the requirements of a project, as read from its pyproject.toml, by name.

    Where two ask for the same package, the higher of the two versions is the lowest
    that suits both.

    Raises:
        ValueError: A requirement gives no lowest version, or says more than that.
    """
    own = project["project"]["name"]
    found: dict[str, tuple[str, str, str]] = {}
    for text in _requirements(project):
        parts = _REQUIREMENT.fullmatch(text)
        if parts is None:
            raise ValueError(f"{text!r} is not understood; write 'name>=version'")
        name = re.sub(r"[-_.]+", "-", parts["name"]).lower()
        if name == own:
            continue
        if parts["version"] is None:
            raise ValueError(f"{text!r} gives no lowest version; write '{name}>=...'")
        before = found.get(name, ("", "0", ""))
        found[name] = (
            parts["extras"] or before[0],
            max(before[1], parts["version"], key=_numbers),
            parts["marker"] or "",
        )
    return [
        f"{name}{extras}=={version}{marker}"
        for name, (extras, version, marker) in sorted(found.items())
    ]


def _requirements(project: Mapping[str, Any]) -> Iterator[str]:
    yield from project["project"]["dependencies"]
    for texts in project["project"]["optional-dependencies"].values():
        yield from texts
    # Groups that it includes are tools, which nobody needs who uses the library.
    yield from (
        each for each in project["dependency-groups"][GROUP] if isinstance(each, str)
    )


def _numbers(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in version.split("."))


def main(arguments: list[str]) -> int:
    """Write the requirements to the file that is named."""
    [name] = arguments
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    path = Path(name)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("\n".join([*lowest(project), ""]), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
