"""What changed for each account, as a table of plain text with tones."""

from __future__ import annotations

from typing import TYPE_CHECKING

from partner_success.core.quantities import rounded_text
from partner_success.display.tables import Column, Table, band_text, cell, score_text
from partner_success.display.tones import Tone, tone_of_result
from partner_success.display.wording import plural

if TYPE_CHECKING:
    from partner_success.display.tables import Cell
    from partner_success.frames.comparing import AccountChange, PortfolioChanges
    from partner_success.scoring.changes import ScoreChange


def changes_table(changes: PortfolioChanges) -> Table:
    """Tabulate the accounts that changed, the greatest losses first."""
    shown = [each for each in changes.accounts if each.state != "same"]
    same = len(changes.accounts) - len(shown)
    return Table(
        id="changes",
        title=f"Changes since {changes.before_on}, greatest losses first",
        columns=(
            Column("Account"),
            Column("Id"),
            Column("Before", numeric=True),
            Column("Now", numeric=True),
            Column("Change", numeric=True),
            Column("Band"),
            Column("Greatest cause"),
            Column("Points", numeric=True),
        ),
        rows=tuple(map(_row, shown)),
        note=f"{plural(same, 'account')} did not change.",
    )


def reason_of(change: ScoreChange) -> tuple[str, str]:
    """Name what did most in the direction of a change, and its points.

    Of the component that did most it is the cause that did most: one of its measures,
    or the component's number itself.
    """
    greatest = change.greatest
    if greatest is None:
        return "", ""
    gained = change.by_component[greatest.id]
    parts = [part for part in change.parts if part.component.id == greatest.id]
    sign = 1 if gained > 0 else -1
    most = max(parts, key=lambda part: sign * part.gained_count)
    return most.name, signed(rounded_text(most.gained_count, most.denominator, 2))


def signed(text: str) -> str:
    """Write a plus before a number above 0."""
    return text if text == "0" or text.startswith("-") else f"+{text}"


def change_text(change: ScoreChange) -> str:
    """Write the points gained or lost."""
    return signed(rounded_text(*change.exact.as_integer_ratio(), 2))


def _row(each: AccountChange) -> tuple[Cell, ...]:
    account, change = each.latest.account, each.change
    old, new = each.before, each.after
    reason, points = reason_of(change) if change else (each.state, "")
    tone: Tone | None = None
    if change is not None and change.exact:
        tone = "best" if change.exact > 0 else "worst"
    return (
        cell(account.name),
        cell(account.id),
        cell(score_text(old.result) if old else None),
        cell(score_text(new.result) if new else None),
        cell(change_text(change) if change else None, tone),
        cell(_bands(each), tone_of_result(each.latest.result)),
        cell(reason),
        cell(points),
    )


def _bands(each: AccountChange) -> str:
    names = [band_text(side.result) for side in (each.before, each.after) if side]
    return " to ".join(dict.fromkeys(names))
