"""What a person sees of journeys; the tables are made by `display`."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from datetime import date
from typing import Any

from partner_success.cli.outcome import write
from partner_success.cli.pages import ROWS_ON_A_SCREEN, print_shown
from partner_success.display.journeys import (
    PartnerStanding,
    journey_details_table,
    journey_stages_table,
    open_items_table,
    partner_line,
    partners_standing_table,
    path_table,
)
from partner_success.display.terminal import cut, stacked
from partner_success.display.wording import visible
from partner_success.gates import Path


def print_partners_standing(found: Iterable[PartnerStanding], on: date) -> None:
    """Print where partners stand; on a terminal only the first ones."""
    most = ROWS_ON_A_SCREEN if sys.stdout.isatty() else None
    print_shown(cut(partners_standing_table(found, on), most))


def print_partner(found: PartnerStanding, on: date) -> None:
    """Print everything that is known of one partner."""
    tables = [
        journey_stages_table(found.partner, on),
        open_items_table(found.partner, on),
        journey_details_table(found),
    ]
    shown: Any = stacked(
        partner_line(found), [each for each in tables if each.rows], (), most=None
    )
    print_shown(shown)


def print_path(found: Path) -> None:
    """Print what is in the way, below a line that says between what."""
    # Apart from the table, which would break it where the columns are narrow.
    write(visible(found.explain().title))
    if found.obstacles:
        print_shown(path_table(found))
