"""The partners of the example portfolio on the way to launch a new service."""

from __future__ import annotations

from datetime import date
from typing import Final

from tools.journey_example.stories import Story, Twist

__all__ = ["STORIES"]


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
    _story("nordhauch-it", "2025-09-01", "60/400"),
    _story("prairiestack", "2025-09-08", "75/600", 0.9),
    _story("harrowgate-cloud", "2025-09-22", "24/160", 1.1, Twist.ISSUE),
    _story("kesselhaus", "2025-10-06", "18/120", 1.0, Twist.DEPUTY),
    _story("ponte-de-giz", "2025-10-13", "14/100", 0.95),
    _story("pont-de-craie", "2025-10-20", "16/110", 1.0, Twist.REWORKED),
    _story("lanternfield", "2025-11-03", "22/150", 1.05, Twist.GAPS),
    _story("bursztynek-it", "2025-11-10", "12/80"),
    _story("kumo-to-hato", "2025-11-24", "55/300", 0.9),
    _story("fjordlys", "2025-12-01", "9/70", 0.9, Twist.WAIVED),
    _story("caja-volante", "2025-12-08", "6/90", 1.0, Twist.OVERRIDDEN),
    _story("thirdbluff", "2026-01-05", "11/95", 1.0, Twist.NEW_OWNER),
    _story("modry-kocour", "2026-01-12", "10/75", 0.95),
    _story("copperweir", "2026-01-26", "13/90", 1.0, Twist.TARGET_MOVED),
    _story("wolkenzimmer", "2026-02-09", "20/170", 1.0, Twist.HELD_UP),
    _story("cyan-conseil", "2026-02-16", "8/60", 1.1, Twist.TIER_SET),
    _story("zielony-wagon", "2026-03-23", "12/100", 1.0, Twist.DELAYED),
    _story("asagumi-line", "2026-03-30", "52/350", 1.0, Twist.DELAYED),
    _story("jabutinho", "2026-04-07", "13/90", 1.0, Twist.ISSUE),
    _story("haneulbit", "2026-04-13", "17/140", 1.0, Twist.GAPS),
    _story("granskugge", "2026-04-20", "15/125", 0.95),
    _story("nubealtiva", "2026-04-01", "10/75", 1.55),
    _story("anemopetra", "2026-05-04", "12/85", 0.95, Twist.FAILED),
    _story("mesa-ocre-it", "2026-05-11", "58/500", 1.0, Twist.BLOCKED),
    _story("datenscheune", "2026-05-18", "19/130", 1.0, Twist.BLOCKED),
    _story("copper-kettle", "2026-05-26", "11/80"),
    _story("hromadnik", "2026-06-01", "12/90", 1.0, Twist.NEW_OWNER),
    _story("quai-mauve", "2026-06-08", "14/105", 1.2),
    _story("trzy-szpaki", "2026-06-15", "9/65", 1.3, Twist.REWORKED),
    _story("maracupixel", "2026-06-29", "15/125", 1.0, Twist.REWORKED),
    _story("tres-grillos", "2026-07-06", "10/80"),
    _story("minato-line", "2026-07-20", "56/450", 1.1),
    _story("pelagion", "2026-08-03", "12/95", 1.0, Twist.HELD_UP),
    _story("badakkot", "2026-08-17", "13/100"),
    _story("tuermer-und-lot", "2026-08-31", "11/85"),
    _story("quietquay", "2026-09-21", "9/70", 1.4),
    _story("sedmikvitek", "2026-10-01", "10/75"),
    _story("ostanvind", "2026-10-05", "12/100"),
    _story("foxglove-works", "2026-10-12", "20/170"),
    _story("first-lantern-it", "2026-10-28", "14/105"),
)
"""Every partner of the portfolio, in the order in which they set out, nearly."""
