"""The made-up partners of the example: when they set out, and what befalls them."""

from __future__ import annotations

from datetime import UTC, date, datetime
from enum import Enum, auto
from random import Random
from typing import Final

import attrs

SEED: Final = "journey 2026"
END: Final = datetime(2026, 10, 30, 18, tzinfo=UTC)
"""When the example is told; what would come later has not happened."""


class Twist(Enum):
    """Something that befalls a partner."""

    OVERRIDDEN = auto()
    """It is in Tier 2, so Pre-Contract fails, and an administrator overrides that."""
    REWORKED = auto()
    """Gate 1 fails once, and is reworked."""
    FAILED = auto()
    """Gate 2 fails, and that is where the partner stands."""
    HELD_UP = auto()
    """Gate 1 is blocked for some weeks."""
    BLOCKED = auto()
    """Gate 2 is blocked, and that is where the partner stands."""
    NEW_OWNER = auto()
    """The Technical Program Manager leaves in Gate 2."""
    DEPUTY = auto()
    """A deputy signs Gate 1 off."""
    TIER_SET = auto()
    """An administrator sets another tier."""
    TARGET_MOVED = auto()
    """The launch day is moved while Gate 2 goes on."""
    ISSUE = auto()
    """The beta shows a grave fault, is extended, and succeeds."""
    WAIVED = auto()
    """There is no beta, by a waiver."""
    GAPS = auto()
    """The support team is found not to be ready, and then is."""
    DELAYED = auto()
    """The launch is delayed, and that is where the partner stands."""


@attrs.frozen(kw_only=True)
class Story:
    """What happens to one partner.

    Attributes:
        id: The partner.
        starts: The day on which it sets out.
        committed: What it commits to, in USD.
        potential: What its country is worth, in USD.
        pace: How long everything takes beside the others.
        twists: What befalls it.
    """

    id: str
    starts: date
    committed: int
    potential: int
    pace: float = 1.0
    twists: frozenset[Twist] = frozenset()

    def chance(self, purpose: str) -> Chance:
        """Give chance of its own for one purpose."""
        return Chance(f"{SEED}|{self.id}|{purpose}")


class Chance:
    """Chance that repeats itself: `Random.random` alone promises that."""

    def __init__(self, seed: str) -> None:
        self._random = Random(seed)

    def between(self, low: float, high: float) -> float:
        """Draw from low to below high."""
        return low + (high - low) * self._random.random()

    def whole(self, low: int, high: int) -> int:
        """Draw a whole number, both ends possible."""
        return low + int(self._random.random() * (high - low + 1))


def _story(
    id_: str, starts: str, money: str, pace: float = 1.0, *twists: Twist
) -> Story:
    committed, potential = (round(float(part) * 1e6) for part in money.split("/"))
    return Story(
        id=id_,
        starts=date.fromisoformat(starts),
        committed=committed,
        potential=potential,
        pace=pace,
        twists=frozenset(twists),
    )


STORIES: Final = (
    _story("amberline", "2025-09-01", "60/400"),
    _story("blue-heron", "2025-09-15", "18/120", 0.9),
    _story("cascade-it", "2025-10-06", "12/80", 1.1, Twist.ISSUE),
    _story("delta-voice", "2025-10-20", "75/600", 0.85, Twist.DEPUTY),
    _story("elmwood", "2025-11-03", "9/70", 1.0, Twist.REWORKED),
    _story("fjordnet", "2025-11-17", "22/150", 1.05, Twist.GAPS),
    _story("granite", "2025-12-01", "6/90", 0.95, Twist.OVERRIDDEN),
    _story("harbour-one", "2025-12-08", "14/100", 0.9, Twist.WAIVED),
    _story("indigo", "2026-01-05", "55/300", 1.0, Twist.NEW_OWNER),
    _story("juniper", "2026-01-19", "11/95", 1.0, Twist.HELD_UP),
    _story("kestrel", "2026-02-02", "16/110", 1.0, Twist.TARGET_MOVED),
    _story("lumen-works", "2026-02-09", "8/60", 1.1, Twist.TIER_SET),
    _story("meridian", "2026-03-23", "24/160", 1.0, Twist.DELAYED),
    _story("northgate", "2026-04-07", "13/90"),
    _story("opal-cloud", "2026-04-13", "52/350", 1.0, Twist.GAPS, Twist.ISSUE),
    _story("pinecrest", "2026-04-01", "10/75", 1.55),
    _story("quarry", "2026-06-08", "17/140", 1.0, Twist.BLOCKED),
    _story("redwood", "2026-05-11", "12/85", 0.95, Twist.FAILED),
    _story("silverpine", "2026-05-26", "19/130"),
    _story("tidewater", "2026-06-29", "15/125", 1.0, Twist.REWORKED),
    _story("umber", "2026-08-03", "58/500"),
    _story("vantage", "2026-10-05", "12/100"),
    _story("westfield", "2026-10-12", "20/170"),
    _story("yarrow", "2026-10-28", "14/105"),
)
"""Every partner, in the order in which they set out, nearly."""
