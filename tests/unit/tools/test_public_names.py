"""The check that every public name has its place in the reference."""

from __future__ import annotations

import logging
import sys
import zlib
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest

from tools import public_names

INIT = '''
"""A made-up package."""
from invented.inner import Kind, Shelf, plain
from invented import inner
__all__ = ["Kind", "LIMIT", "Shelf", "inner", "plain"]
LIMIT = 3
'''
INNER = '''
"""What it holds."""
from enum import Enum

__all__ = ["Kind", "Shelf", "plain"]

class Base:
    shared: int

    def moved(self) -> None: ...

class Shelf(Base):
    width: int

    def put(self) -> None: ...
    def _hidden(self) -> None: ...

class Kind(Enum):
    NEAR = "near"

def plain() -> None: ...
'''
WHOLE = """
<h2 id="invented.Shelf">Shelf</h2>
<li><b><code><span title="invented.Shelf.width">width</span></code></b></li>
<h3 id="invented.Shelf.put">put</h3>
<h2 id="invented.inner.Base">Base</h2>
<li><b><code><a class="autorefs" title="shared"
 href="../there/#invented.inner.Base.shared">shared</a></code></b></li>
<h3 id="invented.inner.Base.moved">moved</h3>
<h2 id="invented.Kind">Kind</h2><h3 id="invented.Kind.NEAR">NEAR</h3>
<h2 id="invented.plain">plain</h2>
<h2 id="invented.LIMIT">LIMIT</h2>
"""

ALIASES = {
    f"invented.inner.{name}": f"invented.{name}" for name in ("Shelf", "Kind", "plain")
}


@pytest.fixture
def invented(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """A package of two modules that can be imported."""
    folder = tmp_path / "source" / "invented"
    folder.mkdir(parents=True)
    (folder / "__init__.py").write_text(INIT, encoding="utf-8")
    (folder / "inner.py").write_text(INNER, encoding="utf-8")
    monkeypatch.syspath_prepend(folder.parent)
    yield "invented"
    for name in ("invented", "invented.inner"):
        sys.modules.pop(name, None)


def built(folder: Path, page: str, aliases: dict[str, str] | None = None) -> Path:
    """Write a site of one page, as mkdocs leaves it."""
    place = folder / "site" / public_names.PAGES / "invented"
    place.mkdir(parents=True)
    (place / "index.html").write_text(page, encoding="utf-8")
    if aliases is not None:
        head = b"# Sphinx inventory version 2\n# Project: x\n# Version: 0\n# zlib\n"
        lines = [f"{k} py:class 1 page/#{v} -\n" for k, v in aliases.items()]
        packed = zlib.compress("".join(lines).encode())
        (folder / "site" / "objects.inv").write_bytes(head + packed)
    return folder / "site"


def test_a_whole_reference_lacks_nothing(invented: str, tmp_path: Path) -> None:
    """Names, members, and what a class shares with one above it, have a place."""
    site = public_names.shown(built(tmp_path, WHOLE))
    assert public_names.missing([invented], site) == []


@pytest.mark.parametrize(
    ("gone", "told"),
    [
        ('id="invented.plain"', "invented.plain"),
        ('id="invented.LIMIT"', "invented.LIMIT"),
        ('id="invented.Shelf.put"', "invented.inner.Shelf.put"),
        ('title="invented.Shelf.width"', "invented.inner.Shelf.width"),
        ("#invented.inner.Base.shared", "invented.inner.Shelf.shared"),
        ('id="invented.inner.Base"', "invented.inner.Shelf.shared"),
        ('id="invented.Kind.NEAR"', "invented.inner.Kind.NEAR"),
    ],
)
def test_what_a_page_lacks_is_named(
    invented: str, tmp_path: Path, gone: str, told: str
) -> None:
    """A name, a method, an attribute and a member that is inherited are each missed."""
    assert gone in WHOLE
    site = public_names.shown(built(tmp_path, WHOLE.replace(gone, "")))
    found = public_names.missing([invented], site)
    assert told in found


def test_one_place_is_enough_for_several_paths(invented: str, tmp_path: Path) -> None:
    """What two packages list stands once, and the inventory leads there."""
    site = public_names.shown(built(tmp_path, WHOLE, ALIASES))
    assert site.find("invented.inner.plain") == "invented.plain"
    assert public_names.missing([invented, "invented.inner"], site) == []
    bare = public_names.shown(built(tmp_path / "bare", WHOLE))
    assert "invented.inner.plain" in public_names.missing(["invented.inner"], bare)


def test_an_inventory_shortens_what_leads_to_itself(tmp_path: Path) -> None:
    """A dollar sign stands for the path, and a place that no page has is none."""
    site = public_names.shown(
        built(tmp_path, '<h2 id="a.B">', {"a.B": "$", "a.C": "$"})
    )
    assert (site.find("a.B"), site.find("a.C")) == ("a.B", None)


def test_pages_and_packages_promise(invented: str, tmp_path: Path) -> None:
    """Modules beside a package promise where a page shows them, private ones never."""
    (tmp_path / "one.md").write_text(
        "# One\n\n::: invented.inner\n    options:\n\n::: invented._own\n",
        encoding="utf-8",
    )
    assert public_names.promising(invented, tmp_path) == ["invented", "invented.inner"]


def test_a_page_may_show_one_class_alone(invented: str, tmp_path: Path) -> None:
    """What is no module promises nothing more than itself."""
    site = public_names.shown(built(tmp_path, WHOLE))
    assert public_names.missing(["invented.inner.Base"], site) == []


def test_a_build_warns_of_each(
    invented: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    """The hook names what is missing as warnings, which fail a strict build."""
    site = built(tmp_path, WHOLE.replace('id="invented.plain"', ""), ALIASES)
    monkeypatch.setattr(public_names, "PACKAGE", invented)
    config = SimpleNamespace(docs_dir=str(tmp_path), site_dir=str(site))
    with caplog.at_level(logging.WARNING):
        public_names.on_post_build(config=cast(Any, config))
    told = [(each.levelname, each.getMessage().split()[0]) for each in caplog.records]
    assert told == [("WARNING", "invented.plain"), ("WARNING", "invented.inner.plain")]


def test_the_site_has_the_check() -> None:
    """The configuration of the site names the hook."""
    root = Path(public_names.__file__).parents[1]
    text = (root / "mkdocs.yml").read_text(encoding="utf-8")
    assert "\n  - tools/public_names.py" in text
