"""A review of one partner, and of a portfolio, to read on a terminal."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import TYPE_CHECKING, Final

from partner_success.display.tables import Column, Table, band_text, cell, score_text
from partner_success.display.terminal import stacked
from partner_success.display.tones import Tone, tone_of_result
from partner_success.display.wording import plural, shortened
from partner_success.review import Urgency
from partner_success.scoring.results import Score

if TYPE_CHECKING:
    from rich.console import RenderableType

    from partner_success.access import AccessPolicy
    from partner_success.review import (
        AccountReview,
        Finding,
        PortfolioReview,
        Review,
        StageReview,
    )

__all__ = ["portfolio_review", "review_text"]

_TONES: Final[dict[Urgency, Tone]] = {
    Urgency.NOW: "worst",
    Urgency.SOON: "poor",
    Urgency.WATCH: "fair",
    Urgency.CHANCE: "best",
    Urgency.UNKNOWN: "unknown",
}
_SHORT: Final = 56
_PEOPLE: Final = 3


def portfolio_review(
    found: PortfolioReview, *, most: int | None = None
) -> RenderableType:
    """Give a portfolio as tables, worst first, with a summary.

    Args:
        found: What was found.
        most: The most rows of each table; what is left out is said. None shows all.

    Raises:
        MissingExtraError: rich is not installed.
    """
    head = found.explain().title
    return stacked(head, portfolio_tables(found), summary(found), most=most)


def portfolio_tables(found: PortfolioReview) -> tuple[Table, ...]:
    """Give the partners, worst first, and what was found most, as far as there is any.

    Args:
        found: What was found.
    """
    tables = (_partners(found), _common(found))
    return tuple(each for each in tables if each.rows)


def review_text(
    found: Review, policy: AccessPolicy, *, most: int | None = None
) -> RenderableType:
    """Give everything that was found of one partner.

    Args:
        found: What was found.
        policy: Who may do what, for what each person can do next.
        most: The most rows of each table; what is left out is said. None shows all.

    Raises:
        MissingExtraError: rich is not installed.
    """
    tables = (_findings(found), _accounts(found), _actions(found, policy))
    shown = [each for each in tables if each.rows]
    head = found.explain().title
    return stacked(head, shown, _standing(found), most=most)


def _partners(found: PortfolioReview) -> Table:
    return Table(
        id="partners",
        title="Partners, worst first",
        columns=(
            Column("Partner"),
            Column("Stage"),
            *(Column(str(each).capitalize(), numeric=True) for each in Urgency),
            Column("What presses most"),
            Column("Who"),
        ),
        rows=tuple(
            (
                cell(each.name),
                cell(_stage(each)),
                *(
                    cell(count or None, _TONES[urgency] if count else None)
                    for urgency, count in each.counts.items()
                ),
                cell(_first(each)),
                cell(_who(each.worst[0]) if each.worst else None),
            )
            for each in found.reviews
        ),
        note="Not known never means that all is well.",
    )


def _stage(found: Review) -> str | None:
    """Give the name of a stage without what it is there for."""
    return None if found.stage is None else found.stage.stage.name.partition(":")[0]


def _first(found: Review) -> str | None:
    return shortened(found.worst[0].message, _SHORT) if found.worst else None


def _common(found: PortfolioReview) -> Table:
    return Table(
        id="common",
        title="What was found most",
        columns=(
            Column("When"),
            Column("What"),
            Column("Times", numeric=True),
            Column("Partners", numeric=True),
        ),
        rows=tuple(
            (
                cell(each.urgency, _TONES[each.urgency]),
                cell(each.name),
                cell(each.count),
                cell(each.partners),
            )
            for each in found.common
        ),
    )


def summary(found: PortfolioReview) -> Iterator[str]:
    """Give a portfolio in a few lines: stages, bands, what was refused.

    Args:
        found: What was found.
    """
    for noun, counts in (("partners", found.stages), ("customers", found.bands)):
        said = ", ".join(f"{each.count} {each.name}" for each in counts if each.count)
        yield f"{noun}: {said or 'none'}"
    rows = {(each.file, each.record) for each in found.refusals}
    if rows:
        yield f"{plural(len(rows), 'row')} refused"
    yield from found.remarks
    yield f"{found.at.isoformat(sep=' ', timespec='minutes')}, {found.provenance}"


def _findings(found: Review) -> Table:
    return Table(
        id="findings",
        title="What was found, the most pressing first",
        columns=(
            Column("When"),
            Column("What"),
            Column("Who"),
            Column("Playbooks"),
            Column("Rules"),
        ),
        rows=tuple(
            (
                cell(each.urgency, _TONES[each.urgency]),
                cell(each.message),
                cell(_who(each)),
                cell(", ".join(each.playbooks)),
                cell(", ".join(each.rules)),
            )
            for each in found.worst
        ),
    )


def _who(finding: Finding) -> str:
    people = list(finding.people[:_PEOPLE])
    if len(finding.people) > _PEOPLE:
        people.append(f"{len(finding.people) - _PEOPLE} more")
    named = f" ({', '.join(people)})" if people else ""
    return f"{', '.join(finding.roles)}{named}"


def _accounts(found: Review) -> Table:
    # Most folders tell nothing of it, and the table is wide.
    is_paid = any(each.revenue for each in found.accounts)
    return Table(
        id="accounts",
        title="Customers, from the lowest health",
        columns=(
            Column("Customer"),
            Column("Id"),
            Column("Health", numeric=True),
            Column("Band"),
            Column("Triggers"),
            *([Column("Revenue", numeric=True)] if is_paid else []),
            Column("Renews on"),
        ),
        rows=tuple(
            (
                cell(each.account.name),
                cell(each.account.id),
                cell(None if each.health is None else score_text(each.health)),
                cell(_band(each), _band_tone(each)),
                cell(_fired(each)),
                *([cell(_paid(each))] if is_paid else []),
                cell(each.renews_on),
            )
            for each in sorted(found.accounts, key=_by_health)
        ),
    )


def _paid(each: AccountReview) -> str:
    return ", ".join(map(str, each.revenue))


def _band(each: AccountReview) -> str:
    if each.left:
        return "Left"
    return "Refused" if each.health is None else band_text(each.health)


def _band_tone(each: AccountReview) -> Tone:
    if each.left or each.health is None:
        return "unknown"
    return tone_of_result(each.health)


def _fired(each: AccountReview) -> str:
    if each.triggers is None:
        return ""
    return ", ".join(result.name for result in each.triggers.fired)


def _by_health(each: AccountReview) -> tuple[bool, bool, Fraction, str]:
    scored = isinstance(each.health, Score)
    exact = each.health.exact if isinstance(each.health, Score) else Fraction()
    return each.left, scored, exact, each.account.id


def _actions(found: Review, policy: AccessPolicy) -> Table:
    return Table(
        id="actions",
        title="What each person can do next",
        columns=(Column("Role"), Column("Person"), Column("Can")),
        rows=tuple(
            (cell(each.role), cell(each.person_id), cell(str(action)))
            for each in found.next_actions(policy)
            for action in each.actions
        ),
    )


def _standing(found: Review) -> Iterator[str]:
    if found.stage is not None:
        yield from _way(found.stage)
    late = sum(
        each.state is not None
        and any(e.state == "breached" and not e.has_ended for e in each.state.targets)
        for each in found.tickets
    )
    yield f"open tickets: {len(found.tickets)}, {late} of them late"
    if found.surveys is not None:
        yield found.surveys.csat.explain().title
        yield found.surveys.nps.explain().title
    if found.readiness is not None:
        title = found.readiness.readiness.explain().title
        yield f"{title}, on {found.readiness.sheet.on}"
    operation = found.operation
    if operation is not None and operation.health is not None:
        yield f"{operation.health.explain().title}, on {operation.reading.on}"
    if found.maturity is not None and found.maturity.maturity is not None:
        title = found.maturity.maturity.explain().title
        yield f"{title}, on {found.maturity.sheet.on}"
    if found.programme is not None:
        yield from (each.explain().title for each in found.programme.told)
        pilot = found.programme.pilot
        yield from () if pilot is None else (f"In the pilot: {pilot}",)
    yield f"{found.at.isoformat(sep=' ', timespec='minutes')}, {found.provenance}"


def _way(found: StageReview) -> Iterator[str]:
    for each in (found.standing, found.path, found.risk, found.forecast):
        if each is not None:
            yield each.explain().title
