"""What an SVG picture of the library holds, measured, so that overlaps are noticed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from xml.etree import ElementTree as ET

import attrs

from partner_success.display.wording import room_for

NAMESPACE = "{http://www.w3.org/2000/svg}"
_NUMBER = re.compile(r"-?[0-9.]+")


@attrs.frozen
class Area:
    """A rectangle, with the text in it if there is one."""

    left: float
    top: float
    right: float
    bottom: float
    text: str = ""

    def meets(self, other: Area) -> bool:
        """Tell whether two rectangles have some area or a line in common."""
        across = self.left < other.right and other.left < self.right
        return across and self.top < other.bottom and other.top < self.bottom


def read(svg: str) -> ET.Element:
    """Parse a picture."""
    return ET.fromstring(svg)


def words_of(root: ET.Element) -> list[str]:
    """Give all texts that a picture shows, in order."""
    return [each.text or "" for each in root.iter(f"{NAMESPACE}text")]


def texts(root: ET.Element) -> Iterator[Area]:
    """Give where the texts stand, as wide as a common font makes them."""
    for each in root.iter(f"{NAMESPACE}text"):
        size, text = float(each.attrib["font-size"]), each.text or ""
        bold = 1.1 if "font-weight" in each.attrib else 1
        width = room_for(text, size) * bold
        share = {"start": 0.0, "middle": 0.5, "end": 1.0}[each.attrib["text-anchor"]]
        left = float(each.get("x", "0")) - width * share
        base = float(each.get("y", "0"))
        yield Area(left, base - size * 0.85, left + width, base + size * 0.2, text)


def lines(root: ET.Element) -> Iterator[Area]:
    """Give the straight pieces of all lines; a corner counts as if it were sharp."""
    for each in root.iter(f"{NAMESPACE}path"):
        numbers = list(map(float, _NUMBER.findall(each.attrib["d"])))
        points = list(zip(numbers[::2], numbers[1::2], strict=True))
        for (ax, ay), (bx, by) in pairwise(points):
            left, right = sorted((ax, bx))
            top, bottom = sorted((ay, by))
            yield Area(left - 0.5, top - 0.5, right + 0.5, bottom + 0.5)


def boxes(root: ET.Element) -> Iterator[tuple[ET.Element, Area]]:
    """Give the rectangles of a picture, the sheet left out."""
    for each in list(root.iter(f"{NAMESPACE}rect"))[1:]:
        left, top, width, height = (
            float(each.get(name, "0")) for name in ("x", "y", "width", "height")
        )
        yield each, Area(left, top, left + width, top + height)


def overlaps(root: ET.Element) -> list[tuple[Area, Area]]:
    """Give the texts that meet another text or a line, or leave the sheet."""
    written = list(texts(root))
    drawn = list(lines(root))
    found = [(text, line) for text in written for line in drawn if text.meets(line)]
    found += [
        (text, other)
        for place, text in enumerate(written)
        for other in written[place + 1 :]
        if text.meets(other)
    ]
    _, _, width, height = map(float, root.attrib["viewBox"].split())
    found += [
        (text, Area(0, 0, width, height))
        for text in written
        if text.left < 0 or text.top < 0 or text.right > width or text.bottom > height
    ]
    return found
