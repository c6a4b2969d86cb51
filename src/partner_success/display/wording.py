"""Text from outside, made harmless and short enough to be shown."""

from __future__ import annotations

import unicodedata
from typing import Final

_PICTURES: Final = 0x2400
_DELETE: Final = "\x7f"
_JOINERS: Final = "\u200c\u200d"
_HIDDEN: Final = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})
_ELLIPSIS: Final = "…"


def visible(text: str) -> str:
    r"""Write characters that act instead of being seen as what they are.

    Control characters become their pictures; marks that turn or hide text become
    their number. The two joiners that scripts and emoji are spelt with stay.

    Examples:
        >>> visible("\x1b[31mred\n"), visible("abc\u202ecba")
        ('␛[31mred␊', 'abc\\u202ecba')
    """
    if text.isprintable():
        return text
    return "".join(map(_seen, text))


def _seen(letter: str) -> str:
    code = ord(letter)
    if letter.isprintable() or letter in _JOINERS:
        return letter
    if code < ord(" "):
        return chr(_PICTURES + code)
    if letter == _DELETE:
        return "␡"
    # The last two places of each plane are no characters, and no XML may hold them.
    if unicodedata.category(letter) in _HIDDEN or code & 0xFFFE == 0xFFFE:
        return letter.encode("unicode_escape").decode()
    return letter


def shortened(text: str, most: int) -> str:
    """Cut a text to a number of characters; an ellipsis stands for what is gone.

    Examples:
        >>> shortened("Umbrella", 8), shortened("Umbrella", 5)
        ('Umbrella', 'Umbr…')
    """
    return text if len(text) <= most else text[: most - 1].rstrip() + _ELLIPSIS


def plural(count: int, one: str, many: str = "") -> str:
    """Write a count with its noun.

    Examples:
        >>> plural(1, "row"), plural(2, "row")
        ('1 row', '2 rows')
    """
    return f"{count} {one if count == 1 else many or one + 's'}"


def room_for(text: str, size: float) -> float:
    """Estimate how wide a text is, in the unit of its size, rather too wide."""
    wide = sum(unicodedata.east_asian_width(letter) in "WF" for letter in text)
    return size * (0.6 * (len(text) - wide) + wide)


def wrapped(text: str, width: float, size: float, lines: int = 2) -> tuple[str, ...]:
    """Break a text between words into lines of a width; what is too long is cut.

    Examples:
        >>> wrapped("Customer success plan", 60, 9)
        ('Customer', 'success…')
    """
    found: list[str] = []
    for word in text.split():
        joined = f"{found[-1]} {word}" if found else word
        if found and room_for(joined, size) <= width:
            found[-1] = joined
        else:
            found.append(word)
    kept = found[:lines]
    if len(found) > lines:
        kept[-1] += _ELLIPSIS
    return tuple(_narrowed(line, width, size) for line in kept)


def _narrowed(line: str, width: float, size: float) -> str:
    while len(line) > 1 and room_for(line, size) > width:
        line = shortened(line, len(line) - 1)
    return line
