"""Texts of a foreign file that have no key of their own here, put into the help."""

from __future__ import annotations

from collections.abc import Iterator

from partner_success.interop.hub.notes import Part
from partner_success.interop.shapes import is_list, is_table

__all__ = ["joined", "lines_of"]


def joined(*pieces: str) -> str:
    """Put texts below each other, the empty ones left out."""
    return "\n".join(piece for piece in pieces if piece.strip())


def lines_of(part: Part, key: str, heading: str) -> str:
    """Give what stands under a key as lines below a heading.

    A text, a list of texts or of links (``title`` and ``url``) and a table of texts
    become lines; anything else is left out and said to be.
    """
    found = part.anything(key)
    if isinstance(found, str):
        return f"{heading}: {found}" if found.strip() else ""
    lines: list[str] = []
    for path, each in _entries(part, key, found):
        line = _line(each)
        if line:
            lines.append(f"- {line}")
        else:
            message = "this is no text that a person could read as help"
            part.notes.leave_out(path, "no-place", message, given=each)
    return joined(f"{heading}:", *lines) if lines else ""


def _entries(part: Part, key: str, found: object) -> Iterator[tuple[str, object]]:
    path = part.at(key)
    if is_list(found):
        yield from part.items(key)
    elif is_table(found):
        inner = Part(found, path, part.notes)
        for name, each in found.items():
            said = f"{name}: {each}" if isinstance(each, str) else each
            yield inner.at(name), said
    elif found is not None:
        yield path, found


def _line(each: object) -> str:
    if isinstance(each, str):
        return each.strip()
    if not is_table(each) or not all(isinstance(text, str) for text in each.values()):
        return ""
    title, rest = each.get("title", ""), dict(each)
    rest.pop("title", None)
    return " - ".join(filter(str.strip, (title, *rest.values())))
