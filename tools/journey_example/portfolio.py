"""The partners of the example portfolio: how they came to launch, or are on the way."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Final

from tools.journey_example.stories import Chance, Story, Twist

LAUNCHED: Final = (
    "nordhauch-it",
    "kesselhaus",
    "wolkenzimmer",
    "datenscheune",
    "tuermer-und-lot",
    "bursztynek-it",
    "zielony-wagon",
    "trzy-szpaki",
    "pont-de-craie",
    "cyan-conseil",
    "quai-mauve",
    "caja-volante",
    "nubealtiva",
    "tres-grillos",
    "ponte-de-giz",
    "jabutinho",
    "maracupixel",
    "harrowgate-cloud",
    "copperweir",
    "copper-kettle",
    "foxglove-works",
    "prairiestack",
    "lanternfield",
    "thirdbluff",
    "mesa-ocre-it",
    "quietquay",
    "fjordlys",
    "granskugge",
    "ostanvind",
    "modry-kocour",
    "hromadnik",
    "sedmikvitek",
    "kumo-to-hato",
    "asagumi-line",
    "minato-line",
    "anemopetra",
    "pelagion",
    "haneulbit",
    "badakkot",
    "first-lantern-it",
)
"""Those with customers since May 2025, who had launched by then."""

_FIRST: Final = date(2024, 1, 8)
_EVERY: Final = timedelta(days=5)

_ON_THE_WAY: Final = (
    ("marlstone-it", "2026-02-23", Twist.DELAYED),
    ("tarnwick", "2026-04-13", Twist.GAPS),
    ("velvet-oak", "2026-04-20", None),
    ("osprey-line", "2026-05-11", Twist.BLOCKED),
    ("calluna", "2026-05-18", Twist.FAILED),
    ("ravenholt", "2026-06-08", None),
    ("sundgate", "2026-07-06", Twist.REWORKED),
    ("ilex-cloud", "2026-08-10", None),
    ("cobalt-yard", "2026-09-28", None),
    ("larkspur-it", "2026-10-19", None),
)
"""Those who have no customer yet: when they set out, and what befalls them."""

_ENDS_WELL: Final = (
    Twist.ISSUE,
    Twist.DEPUTY,
    Twist.REWORKED,
    Twist.GAPS,
    Twist.OVERRIDDEN,
    Twist.WAIVED,
    Twist.NEW_OWNER,
    Twist.HELD_UP,
    Twist.TARGET_MOVED,
)
_MONEY: Final = ((60, 400), (18, 120), (12, 80), (9, 70), (22, 150), (14, 100))
"""What a partner commits to and what its country is worth, in millions of USD."""
_LOW_TIER: Final = (6, 90)
_MILLION: Final = 1_000_000


def portfolio_stories() -> Iterator[Story]:
    """Give the story of each partner of the portfolio, in the order they set out."""
    for place, id_ in enumerate(LAUNCHED):
        chance = Chance(f"portfolio|{id_}")
        # Every second one has no trouble at all.
        pick = chance.whole(0, 2 * len(_ENDS_WELL) - 1)
        twist = _ENDS_WELL[pick] if pick < len(_ENDS_WELL) else None
        yield _story(chance, id_, _FIRST + place * _EVERY, twist)
    for id_, starts, twist in _ON_THE_WAY:
        chance = Chance(f"portfolio|{id_}")
        yield _story(chance, id_, date.fromisoformat(starts), twist)


def _story(chance: Chance, id_: str, starts: date, twist: Twist | None) -> Story:
    money = _MONEY[chance.whole(0, len(_MONEY) - 1)]
    committed, potential = _LOW_TIER if twist is Twist.OVERRIDDEN else money
    return Story(
        id=id_,
        starts=starts,
        committed=committed * _MILLION,
        potential=potential * _MILLION,
        pace=chance.between(0.85, 1.15),
        twists=frozenset() if twist is None else frozenset({twist}),
    )
