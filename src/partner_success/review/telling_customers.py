"""What a review finds of the customers of a partner."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from fractions import Fraction

from partner_success.core.bands import Band
from partner_success.core.quantities import HUNDRED, decimal_text, rounded_text
from partner_success.engagement.playbooks.cause import CauseKind
from partner_success.frames.results import JudgedLicence
from partner_success.review.asked import Asked
from partner_success.review.customers import AccountReview
from partner_success.review.findings import Finding, Urgency
from partner_success.review.making import Maker
from partner_success.review.telling_renewals import renewal_findings
from partner_success.scoring.results import NotScored, Score
from partner_success.scoring.triggers import TriggerResult

__all__ = ["customer_findings"]


def customer_findings(
    accounts: Iterable[AccountReview], make: Maker, asked: Asked
) -> Iterator[Finding]:
    """Tell which customers need somebody, and why; those that have left need nobody."""
    found = tuple(accounts)
    if not found:
        message = "no customer is known, so nobody can say how its customers fare"
        yield make("customers-unknown", Urgency.UNKNOWN, message)
    with_it = [each for each in found if not each.left]
    for each in with_it:
        yield from _of(each, make, asked)
    yield from _not_judged(with_it, make)


def _of(each: AccountReview, make: Maker, asked: Asked) -> Iterator[Finding]:
    yield from _health(each, make, asked)
    for result in () if each.triggers is None else each.triggers.fired:
        yield _fired(each, result, make, asked)
    for judged in each.licences:
        yield from _licence(each, judged, make, asked)
    yield from renewal_findings(
        make,
        asked,
        name=each.account.name,
        kind="account",
        subject=each.account.id,
        renews_on=each.renews_on,
        prompts=each.prompts,
    )


def _health(each: AccountReview, make: Maker, asked: Asked) -> Iterator[Finding]:
    health, band = each.health, each.band
    if isinstance(health, NotScored):
        message = f"{each.account.name}: {health.reason.message}"
        yield make(
            "health-unknown",
            Urgency.UNKNOWN,
            message,
            kind="account",
            subject=each.account.id,
        )
    if not isinstance(health, Score) or band is None:
        return
    playbooks = each.playbooks(CauseKind.BAND, band.id)
    if not playbooks:
        return
    drawn = asked.rules.triggers.responses[band.id].escalation
    drag = health.greatest_drag
    why = ""
    if drag is not None:
        lost = decimal_text(drag.lost_count, drag.denominator)
        why = f"; {drag.name} costs most, {lost} points"
    call = "" if drawn is None else f"; bring in: {drawn}"
    yield make(
        "health-band",
        _urgency(health, band, drawn),
        f"{each.account.name}: health {health.text}, {band.name}{why}{call}",
        kind="account",
        subject=each.account.id,
        roles=_roles(playbooks, asked),
        playbooks=playbooks,
        gravity=-health.exact,
    )


def _urgency(health: Score, band: Band, drawn: str | None) -> Urgency:
    """Give how soon a band needs somebody: the top one is a chance, and no trouble."""
    if health.model.require_bands().above(band) is None:
        return Urgency.CHANCE
    return Urgency.SOON if drawn is None else Urgency.NOW


def _fired(
    each: AccountReview, result: TriggerResult, make: Maker, asked: Asked
) -> Finding:
    evidence = "; ".join(map(str, result.evidence))
    playbooks = each.playbooks(CauseKind.TRIGGER, result.id)
    return make(
        "trigger-fired",
        Urgency.SOON,
        f"{each.account.name}: {result.name}: {evidence}",
        kind="account",
        subject=each.account.id,
        roles=_roles(playbooks, asked),
        playbooks=playbooks,
        since=result.since,
        rules=result.rules,
    )


def _licence(
    each: AccountReview, judged: JudgedLicence, make: Maker, asked: Asked
) -> Iterator[Finding]:
    count, judgement = judged.count, judged.judgement
    subject = f"{count.account_id}/{count.licence_type}"
    share = judgement.utilisation or Fraction(0)
    if judgement.renewal_at_risk and judgement.risk is not None:
        used = rounded_text(share.numerator * HUNDRED, share.denominator)
        yield make(
            "licence-at-risk",
            Urgency.SOON,
            f"{each.account.name}: {used} % of the licences {count.licence_type!r} are"
            f" used, renewal risk {judgement.risk.name}",
            kind="licence",
            subject=subject,
            gravity=-share,
        )
    if judgement.up_sell:
        playbooks = each.playbooks(CauseKind.LICENCE, count.licence_type)
        yield make(
            "licence-over-used",
            Urgency.CHANCE,
            f"{each.account.name}: {-judgement.delta} more active than licensed users"
            f" of {count.licence_type!r}",
            kind="licence",
            subject=subject,
            roles=_roles(playbooks, asked),
            playbooks=playbooks,
            gravity=Fraction(-judgement.delta),
        )


def _not_judged(accounts: list[AccountReview], make: Maker) -> Iterator[Finding]:
    """Tell of each trigger for how many customers nobody can say how it stands."""
    open_: dict[str, list[str]] = {}
    for each in accounts:
        for result in () if each.triggers is None else each.triggers.not_judged:
            open_.setdefault(result.id, []).append(result.name)
    for id_, names in open_.items():
        message = (
            f"{names[0]}: not enough data for {len(names)} of {len(accounts)}"
            f" customer{'' if len(accounts) == 1 else 's'}"
        )
        yield make(
            "trigger-unknown",
            Urgency.UNKNOWN,
            message,
            kind="trigger",
            subject=id_,
            gravity=len(names),
        )


def _roles(playbooks: Iterable[str], asked: Asked) -> tuple[str, ...]:
    """Give the roles that run some playbooks."""
    found = (asked.rules.playbooks[id_].role for id_ in playbooks)
    return tuple(dict.fromkeys(found))
