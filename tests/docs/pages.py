"""Read the fenced blocks of a Markdown page, and run them as a reader would.

A page is one story: its blocks share a folder and the names of its Python.

``python``
    is executed; a block that starts with ``>>>`` is a doctest. What a block prints must
    follow it as ``text title="Output"``.
``console``
    each line ``$ command`` is run in the folder of the page and must give the lines
    below it; a line ``...`` stands for any lines, and nothing else is loose. A command
    fails the page unless ``$ echo $?`` follows it. A block whose first line is
    ``# not run: reason`` may only hold what installs things or fetches them.
``toml``, ``json``, ``yaml``, ``csv``
    must parse; with ``title="name.toml"`` the file is there for the blocks below.
``text``
    anything else a person should see as it stands.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import attrs

LANGUAGES = frozenset({"console", "csv", "json", "python", "text", "toml", "yaml"})
"""What a fence may be; any other word fails the page."""

_FENCE = re.compile(r"^(?P<indent> *)(?P<ticks>`{3,}|~{3,}) *(?P<info>.*?) *$")
_TITLE = re.compile(r'\btitle="([^"]*)"')


class PageError(AssertionError):
    """A page does not hold what it says; the text names the page and the line."""


@attrs.frozen(kw_only=True)
class Block:
    """One fenced block.

    Attributes:
        page: Name of the page, for messages.
        line: Line of the page on which the content starts.
        language: The first word of the fence.
        title: The title of the fence, or nothing.
        content: The text between the fences, without their indentation.
    """

    page: str
    line: int
    language: str
    title: str
    content: str

    def fail(self, message: str, *, offset: int = 0) -> PageError:
        """Make the error of this block; the offset counts lines into it."""
        return PageError(f"{self.page}:{self.line + offset}: {message}")


def read_blocks(page: str, text: str) -> Iterator[Block]:
    """Give the blocks of a page in order.

    Raises:
        PageError: A fence is not closed, or its language is not one of `LANGUAGES`.
    """
    lines = iter(enumerate(text.splitlines(), start=1))
    for number, line in lines:
        opened = _FENCE.match(line)
        if not opened:
            continue
        indent, ticks = len(opened["indent"]), opened["ticks"]
        content = []
        for _, inner in lines:
            stripped = inner.strip()
            if stripped.startswith(ticks) and not stripped.strip(ticks[0]):
                break
            content.append(inner[indent:] if not inner[:indent].strip() else inner)
        else:
            raise PageError(f"{page}:{number}: the block is never closed")
        language = re.split(r"[\s{]", opened["info"], maxsplit=1)[0]
        if language not in LANGUAGES:
            known = ", ".join(sorted(LANGUAGES))
            raise PageError(f"{page}:{number}: {language!r} is none of {known}")
        title = _TITLE.search(opened["info"])
        yield Block(
            page=page,
            line=number + 1,
            language=language,
            title=title[1] if title else "",
            content="".join(f"{line}\n" for line in content),
        )


def differs(expected: str, found: str) -> bool:
    r"""Tell whether output is not what a page shows.

    A line ``...`` stands for any lines, or none. White space at the end of lines, which
    nobody sees and editors take away, does not count; everything else does.

    Examples:
        >>> differs("one\n...\nfour\n", "one  \ntwo\nthree\nfour\n")
        False
        >>> differs("one\n", "one\ntwo\n")
        True
    """
    pieces: list[list[str]] = [[]]
    for line in _visible(expected):
        if line == "...":
            pieces.append([])
        else:
            pieces[-1].append(line)
    rest = _visible(found)
    first, *others = pieces
    if rest[: len(first)] != first:
        return True
    rest = rest[len(first) :]
    if not others:
        return bool(rest)
    *middle, last = others
    for piece in middle:
        starts = range(len(rest) - len(piece) + 1)
        at = next((n for n in starts if rest[n : n + len(piece)] == piece), None)
        if at is None:
            return True
        rest = rest[at + len(piece) :]
    return len(last) > len(rest) or (bool(last) and rest[-len(last) :] != last)


def _visible(text: str) -> list[str]:
    lines = [line.rstrip() for line in text.splitlines()]
    while lines and not lines[-1]:
        lines.pop()
    return lines
