"""Rules of the house that no linter knows."""

from __future__ import annotations

import pkgutil
import re
from pathlib import Path

import pytest

import partner_success as ps

SOURCE = Path(ps.__path__[0])
FILES = sorted(SOURCE.rglob("*.py"))
LONGEST = 400
REFERENCE = Path(__file__).parents[2] / "docs" / "reference" / "api"
PACKAGES = sorted(
    module.name
    for module in pkgutil.walk_packages(ps.__path__, "partner_success.")
    if module.ispkg or module.name.count(".") == 1
)


@pytest.mark.parametrize(
    "path", FILES, ids=[path.relative_to(SOURCE).as_posix() for path in FILES]
)
def test_file_can_be_read_in_one_sitting(path: Path) -> None:
    """No file is longer than 400 lines, leaves work behind, or hides from coverage."""
    text = path.read_text(encoding="utf-8")
    assert text.count("\n") <= LONGEST
    left = re.findall(r"NotImplementedError|pragma:|\bTODO\b|\bFIXME\b|#\s*XXX\b", text)
    assert not left


def test_the_package_holds_code_and_rulebooks_only() -> None:
    """Nothing else travels in the wheel."""
    kinds = {path.suffix for path in SOURCE.rglob("*") if path.is_file()}
    assert kinds - {".pyc"} <= {".py", ".toml", ".typed", ""}
    assert (SOURCE / "py.typed").exists()


@pytest.mark.parametrize("package", [name for name in PACKAGES if "__" not in name])
def test_every_package_has_its_place_in_the_reference(package: str) -> None:
    """What a package promises is documented, because its page lists all of it."""
    pages = [page.read_text(encoding="utf-8") for page in REFERENCE.glob("*.md")]
    assert any(f"::: {package}\n" in page for page in pages)
