"""Every public name has its place in the reference, as the site really came out.

`mkdocs.yml` names this file as a hook. When the site is built it asks the packages for
what they promise, and the written pages for what they show; a name without a place is a
warning, which fails a strict build.
"""

from __future__ import annotations

import importlib
import inspect
import logging
import pkgutil
import re
import zlib
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING

import attrs

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig

PACKAGE = "partner_success"
PAGES = "reference/api"

_LOG = logging.getLogger("mkdocs.hooks.public_names")
_ID = re.compile(r'\bid="([\w.]+)"')
_LISTED = re.compile(r"<b><code>(<[^>]*>)")
_TITLE = re.compile(r'\btitle="\s*(?:[^"]*\()?([\w.]+)\)?"')
_HREF = re.compile(r'\bhref="[^"#]*#([\w.]+)"')
_ENTRY = re.compile(r"^(\S+) +py:\S+ +\S+ +(\S+) +", re.MULTILINE)
_DIRECTIVE = re.compile(r"^::: ([\w.]+)$", re.MULTILINE)


@attrs.frozen
class Shown:
    """What the pages of a site show.

    Attributes:
        places: Every anchor, and every attribute that the text of a class lists.
        anchors: By each path under which something can be looked up, its anchor.
    """

    places: frozenset[str]
    anchors: dict[str, str]

    def find(self, path: str) -> str | None:
        """Give the place of a path, if it has one."""
        found = self.anchors.get(path, path)
        return found if found in self.places else None


def shown(site: Path) -> Shown:
    """Read the pages of the reference, and the inventory of what they hold."""
    places: set[str] = set()
    for page in (site / PAGES).rglob("*.html"):
        text = page.read_text(encoding="utf-8")
        places.update(_ID.findall(text))
        for tag in _LISTED.findall(text):
            found = _HREF.search(tag) or _TITLE.search(tag)
            if found:
                places.add(found[1])
    return Shown(frozenset(places), _inventory(site / "objects.inv"))


def _inventory(path: Path) -> dict[str, str]:
    """Read where each path leads; a site without an inventory leads nowhere."""
    if not path.exists():
        return {}
    # Four lines say what it is, and the rest is packed.
    *_, packed = path.read_bytes().split(b"\n", 4)
    entries = _ENTRY.findall(zlib.decompress(packed).decode())
    found = {}
    for name, address in entries:
        anchor = address.partition("#")[2]
        found[name] = name if anchor == "$" else anchor
    return found


def promising(package: str, pages: Path) -> list[str]:
    """Name the modules whose names are promised: every package, and what has a page.

    Args:
        package: The package at the top.
        pages: The folder of the pages as they are written.
    """
    top = importlib.import_module(package)
    found = {package}
    found.update(
        each.name
        for each in pkgutil.walk_packages(top.__path__, f"{package}.")
        if each.ispkg or each.name.count(".") == 1
    )
    for page in pages.glob("*.md"):
        found.update(_DIRECTIVE.findall(page.read_text(encoding="utf-8")))
    return sorted(each for each in found if "._" not in each)


def missing(names: list[str], site: Shown) -> list[str]:
    """Name everything public that has no place.

    Args:
        names: Modules that promise what their `__all__` lists; of other names, the
            thing itself.
        site: What is shown.
    """
    found: dict[str, None] = {}
    for name in names:
        try:
            module = importlib.import_module(name)
        except ModuleNotFoundError:
            # A page shows one class alone, such as what several classes share.
            continue
        for path in _missing_of(module, site):
            found[path] = None
    return list(found)


def _missing_of(module: ModuleType, site: Shown) -> Iterator[str]:
    for name in module.__all__:
        value = getattr(module, name)
        path = f"{module.__name__}.{name}"
        if inspect.ismodule(value):
            continue
        if not _place_of(value, path, site):
            yield path
        elif inspect.isclass(value):
            yield from _members_without(value, path, module.__name__, site)


def _place_of(value: object, path: str, site: Shown) -> str | None:
    return site.find(path) or site.find(_home(value))


def _home(value: object) -> str:
    module, name = getattr(value, "__module__", ""), getattr(value, "__qualname__", "")
    return f"{module}.{name}"


def _members_without(kind: type, path: str, asked: str, site: Shown) -> Iterator[str]:
    """Name the public members that neither the class nor one above it shows."""
    top = asked.partition(".")[0]
    above = [each for each in kind.__mro__ if each.__module__.partition(".")[0] == top]
    places = [
        found
        for each in above
        if (found := _place_of(each, path if each is kind else "", site))
    ]
    names = {name: None for each in above for name in _own(each)}
    for name in names:
        if not any(site.find(f"{place}.{name}") for place in places):
            yield f"{_home(kind)}.{name}"


def _own(kind: type) -> Iterator[str]:
    """Name the public members that a class itself brings."""
    names = {**vars(kind), **vars(kind).get("__annotations__", {})}
    return (name for name in names if not name.startswith("_"))


def on_post_build(*, config: MkDocsConfig) -> None:
    """Warn of every public name that the site which was built does not show."""
    pages = Path(config.docs_dir) / PAGES
    for name in missing(promising(PACKAGE, pages), shown(Path(config.site_dir))):
        _LOG.warning("%s is public, and no page of the reference shows it", name)
