"""Any calendar read from text: of one place, or combined."""

from __future__ import annotations

from typing import Final

from partner_success.calendars.calendar import (
    SIGNS,
    Calendar,
    Combination,
    CombinedCalendar,
)
from partner_success.calendars.lengths import read_length
from partner_success.calendars.working import WorkingCalendar
from partner_success.core.quantities import shown
from partner_success.errors import InvalidValueError

__all__ = ["parse_calendar"]

_LONGEST: Final = 1_000_000
_DEEPEST: Final = 20
_KINDS: Final[dict[str, Combination]] = {sign: kind for kind, sign in SIGNS.items()}
_DAY: Final = "working day "


def parse_calendar(text: str) -> Calendar:
    """Read a calendar of one place or a combination, as ``str`` writes them.

    The parts of a combination stand in brackets, with one sign between them: ``|`` for
    open in any, ``&`` for open in all, ``-`` for open in the first and none other. How
    long a working day is can follow after ``;``.

    Raises:
        InvalidValueError: The text cannot be read.
        UnknownNameError: There is no such zone or weekday.

    Examples:
        >>> team = parse_calendar("(Mon-Fri 09:00-17:00; zone Europe/Berlin)"
        ...     " | (Mon-Fri 09:00-17:00; zone America/New_York); working day 8:00")
        >>> len(team.parts), parse_calendar(str(team)) == team
        (2, True)

    Rule: SLA-04.
    """
    return _read(_bounded(text), 0)


def _bounded(text: object) -> str:
    if isinstance(text, str) and len(text) <= _LONGEST:
        return text
    raise InvalidValueError(
        f"a calendar is text of at most {_LONGEST:,} characters, not {shown(text)}"
    )


def _read(text: str, depth: int) -> Calendar:
    text = text.strip()
    if not text.startswith("("):
        return WorkingCalendar.parse(text)
    if depth == _DEEPEST:
        raise InvalidValueError(f"a calendar has brackets at most {_DEEPEST} deep")
    parts, signs, rest = _split(text)
    calendars = [_read(part, depth + 1) for part in parts]
    if len(set(signs)) > 1:
        raise InvalidValueError(
            f"a calendar has one sign between its parts, not {' and '.join(signs)};"
            " put brackets around those that belong together"
        )
    declared = read_length(rest.removeprefix(_DAY)) if rest else None
    if not signs:
        if declared is not None:
            raise InvalidValueError(
                "how long a working day is stands inside the brackets of one place"
            )
        return calendars[0]
    kind = _KINDS[signs[0]]
    return CombinedCalendar(kind=kind, parts=calendars, declared_day=declared)


def _split(text: str) -> tuple[list[str], list[str], str]:
    """Give what stands in the outermost brackets, the signs between, and the rest."""
    parts: list[str] = []
    signs: list[str] = []
    while True:
        end = _closing(text)
        parts.append(text[1:end])
        text = text[end + 1 :].strip()
        if text[:1] not in _KINDS or not text[1:].strip().startswith("("):
            break
        signs.append(text[0])
        text = text[1:].strip()
    rest = text.removeprefix(";").strip()
    if text and not (text.startswith(";") and rest.startswith(_DAY)):
        raise InvalidValueError(
            f"between brackets stands one of {', '.join(_KINDS)}, and after them"
            f" nothing or '; working day 8:00', not {shown(text)}"
        )
    return parts, signs, rest


def _closing(text: str) -> int:
    """Give the place of the bracket that closes the first one."""
    depth = 0
    for place, character in enumerate(text):
        depth += {"(": 1, ")": -1}.get(character, 0)
        if depth == 0:
            return place
    raise InvalidValueError(f"a bracket is not closed in {shown(text)}")
