"""A portfolio in a few lines: accounts in each band, and what else there is."""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs

from partner_success.display.tones import Tone, tone_of
from partner_success.display.wording import plural, visible
from partner_success.errors import InvalidValueError
from partner_success.scoring.results import NotScored

if TYPE_CHECKING:
    from partner_success.frames.comparing import PortfolioChanges
    from partner_success.frames.results import PortfolioScores
    from partner_success.scoring.model import ScoreModel


@attrs.frozen
class Tally:
    """How many accounts share an answer: a band, or none."""

    name: str
    count: int
    tone: Tone


def model_of(scores: PortfolioScores) -> ScoreModel | None:
    """Give the scorecard of the accounts; None without accounts.

    Raises:
        InvalidValueError: The accounts were scored by different scorecards.
    """
    models = [each.result.model for each in scores.accounts]
    for model in models:
        if model is not models[0] and model != models[0]:
            raise InvalidValueError(
                "accounts are shown together when one scorecard scored them all; found"
                f" {models[0].id!r} and {model.id!r}, so show each group by itself"
            )
    return models[0] if models else None


def tallies(scores: PortfolioScores) -> tuple[Tally, ...]:
    """Count the accounts of each band, best first, then those in no one band.

    Raises:
        InvalidValueError: The accounts were scored by different scorecards.
    """
    model = model_of(scores)
    if model is None:
        return ()
    scored = 0
    open_ranges = 0
    by_band: dict[str, int] = {}
    for each in scores.accounts:
        if isinstance(each.result, NotScored):
            continue
        band = each.result.band if model.bands is not None else None
        if band is not None:
            by_band[band.id] = by_band.get(band.id, 0) + 1
        elif model.bands is not None:
            open_ranges += 1
        else:
            scored += 1
    found = [
        Tally(band.name, by_band.get(band.id, 0), tone_of(model.bands, band))
        for band in model.bands or ()
    ]
    unscored = len(scores.accounts) - scored - open_ranges - sum(by_band.values())
    rest = (("Scored", scored), ("Band open", open_ranges), ("Not scored", unscored))
    found += [Tally(name, count, "unknown") for name, count in rest if count]
    return tuple(found)


def summary_lines(
    scores: PortfolioScores, changes: PortfolioChanges | None = None
) -> tuple[str, ...]:
    """Tell what was scored, what needs somebody, what was refused, by which rules."""
    lines: list[str] = []
    counted = tallies(scores)
    if counted:
        parts = ", ".join(f"{each.count} {visible(each.name)}" for each in counted)
        lines.append(f"{plural(len(scores.accounts), 'account')}: {parts}")
    if scores.partners:
        lines.append(f"{plural(len(scores.partners), 'partner')} with survey answers")
    if scores.licences:
        judged = [each.judgement for each in scores.licences]
        risky = sum(each.renewal_at_risk for each in judged)
        over = sum(each.up_sell for each in judged)
        count = plural(len(judged), "licence count")
        lines.append(f"{count}: {risky} at risk, {over} in use beyond the licence")
    if scores.sheets:
        lines.append(plural(len(scores.sheets), "readiness sheet"))
    if scores.refusals:
        rows = {(each.file, each.record) for each in scores.refusals}
        lines.append(f"{plural(len(rows), 'row')} refused")
    if changes is not None:
        lines.append(_since(changes))
        lines += [
            f"of {changes.before_on}: {visible(each)}" for each in changes.remarks
        ]
    lines += [visible(remark) for remark in scores.remarks]
    day = "no day" if scores.on is None else str(scores.on)
    lines.append(f"{day}, {visible(str(scores.provenance))}")
    return tuple(lines)


def _since(changes: PortfolioChanges) -> str:
    moved = [each.change for each in changes.accounts if each.change]
    risen = sum(change.exact > 0 for change in moved)
    fallen = sum(change.exact < 0 for change in moved)
    bands = sum(each.moved for each in changes.accounts)
    parts = [f"{fallen} fell", f"{risen} rose", f"{bands} changed band"]
    for state in ("not comparable", "new", "gone"):
        count = changes.count(state)
        parts += [f"{count} {state}"] if count else []
    rows = {(each.file, each.record) for each in changes.refusals}
    parts += [f"{plural(len(rows), 'row')} refused"] if rows else []
    return f"since {changes.before_on}: {', '.join(parts)}"
