"""Figures written down: as a file, or as SVG that can stand inside a page."""

from __future__ import annotations

import io
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, cast
from xml.etree import ElementTree as ET

from partner_success.display.files import write_whole
from partner_success.display.sheet import VARIABLES, drawing
from partner_success.display.wording import visible
from partner_success.errors import InvalidValueError

if TYPE_CHECKING:
    from matplotlib.figure import Figure

_NAMESPACE: Final = "http://www.w3.org/2000/svg"
_FONTS: Final = "font-family: system-ui, 'Segoe UI', Roboto, 'DejaVu Sans', sans-serif"
_FONT = re.compile(r"font-family: [^;]*")
_COLOUR = re.compile(r"#[0-9a-f]{6}")
_USED = re.compile(r"#(\w+)[\")]")
_KINDS: Final = (".svg", ".png")
_DROPPED: Final = frozenset({"metadata", "style"})
_DOTS_PER_INCH: Final = 192
_NOT_DATED: Final = {"Date": None, "Creator": None, "Format": None, "Type": None}


def svg_text(figure: Figure, *, title: str, description: str) -> str:
    """Give a figure as SVG to be put into an HTML page.

    It is the same text for the same figure, fetches nothing, holds its letters as text
    and no ids, so that any number of them can stand in one page. Where the page sets
    the custom properties ``--ink``, ``--paper`` and so on, it takes their colours.

    Args:
        figure: A figure, such as `waterfall` gives.
        title: The accessible name of the picture.
        description: What it shows, for those who do not see it.

    Raises:
        MissingExtraError: matplotlib is not installed.
    """
    root = _clean(figure)
    root.set("role", "img")
    for place, (tag, text) in enumerate((("title", title), ("desc", description))):
        element = ET.Element(tag)
        element.text = visible(text)
        root.insert(place, element)
    return ET.tostring(root, encoding="unicode")


def save(figure: Figure, path: str | Path) -> None:
    """Write a figure to a file, as the end of its name says: ``.svg`` or ``.png``.

    The same figure gives the same bytes. The file appears whole or not at all.

    Raises:
        InvalidValueError: The name ends otherwise, or the file cannot be written.
        MissingExtraError: matplotlib is not installed.
    """
    kind = Path(path).suffix.casefold()
    if kind not in _KINDS:
        raise InvalidValueError(
            f"a picture is saved as {' or '.join(_KINDS)}, and {str(path)!r} ends in"
            f" {kind!r}; choose another name"
        )
    if kind == ".svg":
        write_whole(
            path, f"{ET.tostring(_clean(figure), encoding='unicode')}\n".encode()
        )
        return
    buffer = io.BytesIO()
    with drawing():
        _saver(figure)(
            buffer, format="png", dpi=_DOTS_PER_INCH, metadata={"Software": None}
        )
    write_whole(path, buffer.getvalue())


def _saver(figure: Figure) -> Any:
    # matplotlib leaves some of its arguments without a type.
    return cast(Any, figure).savefig


def _clean(figure: Figure) -> ET.Element:
    buffer = io.StringIO()
    with drawing():
        _saver(figure)(buffer, format="svg", metadata=_NOT_DATED)
    written = buffer.getvalue()
    root = ET.fromstring(written)  # noqa: S314 - matplotlib has just written it
    used = frozenset(_USED.findall(written))
    for element in root.iter():
        for child in list(element):
            child.tag = child.tag.rpartition("}")[2]
            if child.tag in _DROPPED:
                element.remove(child)
        if not (element.text or "").strip():
            element.text = None
        element.tail = None
        for name, value in list(element.attrib.items()):
            del element.attrib[name]
            if name != "id" or value in used:
                element.set(name.rpartition("}")[2], _simple(name, value))
    _, _, width, height = root.attrib["viewBox"].split()
    root.tag = "svg"
    root.attrib.clear()
    root.set("xmlns", _NAMESPACE)
    root.set("viewBox", f"0 0 {width} {height}")
    # A point is 4/3 of a pixel, so that letters have their size at 100 %.
    root.set("width", f"{float(width) * 4 / 3:.0f}")
    root.set("height", f"{float(height) * 4 / 3:.0f}")
    return root


def _simple(name: str, value: str) -> str:
    if name == "d":
        return " ".join(value.split())
    if name == "style":
        return _COLOUR.sub(_variable, _FONT.sub(_FONTS, value))
    return value


def _variable(found: re.Match[str]) -> str:
    colour = found[0]
    name = VARIABLES.get(colour)
    return colour if name is None else f"var({name}, {colour})"
