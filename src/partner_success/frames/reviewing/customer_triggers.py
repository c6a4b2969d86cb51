"""Triggers of all customers, and the renewals of their contracts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import TYPE_CHECKING, Final

from partner_success.frames.reviewing.customers import roles_of
from partner_success.frames.reviewing.findings import DUPLICATE, MISSING, OUT_OF_RANGE
from partner_success.frames.triggers.grounds import choice, one_of
from partner_success.frames.triggers.judging import TriggerQuestion, trigger_answers
from partner_success.rulebook import Rulebook
from partner_success.scoring.triggers import TriggerPolicy

if TYPE_CHECKING:
    import narwhals as nw

    from partner_success.frames.reviewing.findings import Maker
    from partner_success.frames.triggers.reading import Table

__all__ = ["judged_triggers", "renewal_findings", "trigger_faults", "trigger_findings"]

_LONGEST_MONTH: Final = 31
_FAULTS: Final = {
    "duplicate": DUPLICATE,
    "out of range": OUT_OF_RANGE,
    "missing": MISSING,
}


def judged_triggers(
    tables: Mapping[str, Table], customers: Table, asked: TriggerQuestion
) -> Table:
    """Judge every trigger of customers.

    Args:
        tables: What is known, by source, without accounts.
        customers: The customers that have not left.
        asked: What the triggers are asked with.

    Returns:
        A row a customer and trigger, with the partner, and the worst fault of the
        customer's records as ``fault``.
    """
    import narwhals as nw

    accounts = customers.select("account_id", nw.col("renewal").alias("renews_on"))
    answers = trigger_answers({**tables, "accounts": accounts}, {}, asked)
    status = nw.col("status")
    cases = [(status == word, code) for word, code in _FAULTS.items()]
    answers = answers.with_columns(choice(cases, 0).alias("fault")).with_columns(
        nw.col("fault").max().over("account_id")
    )
    return answers.join(
        customers.select("account_id", "partner_id"), on="account_id", how="inner"
    )


def trigger_faults(answers: Table) -> Table:
    """Give the faults of records that triggers look at, by partner."""
    import narwhals as nw

    return answers.filter(nw.col("fault") > 0).select("partner_id", "fault")


def trigger_findings(answers: Table, make: Maker, rules: Rulebook) -> Iterator[Table]:
    """Tell which triggers fired, and of how many customers nobody can say.

    Of a customer with faulty records nothing is told.

    Args:
        answers: How the triggers stand.
        make: Makes the findings.
        rules: What decides.
    """
    import narwhals as nw

    sound = answers.filter(nw.col("fault") == 0)
    state, trigger = nw.col("state"), nw.col("trigger")
    called = nw.col("playbooks").fill_null("")
    policy = rules.triggers
    yield make(
        sound.filter(state == "fired"),
        "trigger-fired",
        make.soon,
        kind="account",
        subject=nw.col("account_id"),
        roles=[
            (called == ", ".join(each), roles_of(each, rules))
            for each in _playbooks(policy)
        ],
        playbooks=called,
        rules=[
            (trigger == id_, f"{rule}, TRG-06") for id_, rule in _rules(policy).items()
        ],
        amount=nw.col("now"),
        detail=trigger,
    )
    open_ = (
        sound.filter(state == "not enough data")
        .group_by("partner_id", "trigger")
        .agg(nw.len().alias("count"))
    )
    yield make(
        open_,
        "trigger-unknown",
        make.unknown,
        kind="trigger",
        subject=trigger,
        gravity=nw.col("count"),
        amount=nw.col("count"),
    )


def _playbooks(policy: TriggerPolicy) -> dict[tuple[str, ...], None]:
    """Give every list of playbooks that a trigger can call for, each once."""
    return dict.fromkeys(
        [
            policy.usage_decline.playbooks,
            policy.performance.open_playbooks,
            policy.performance.playbooks,
            policy.complaints.playbooks,
            policy.executive_disengagement.renewal_playbooks,
            policy.executive_disengagement.playbooks,
            policy.competitive_activity.playbooks,
        ]
    )


def _rules(policy: TriggerPolicy) -> dict[str, str]:
    return {
        "usage_decline": policy.usage_decline.rule,
        "performance": policy.performance.rule,
        "complaints": policy.complaints.rule,
        "executive_disengagement": policy.executive_disengagement.rule,
        "competitive_activity": policy.competitive_activity.rule,
    }


def renewal_findings(  # noqa: PLR0913 - whose contract it is, and when it ends
    table: Table,
    make: Maker,
    rules: Rulebook,
    on: date,
    *,
    kind: str,
    subject: str,
    renews: str,
) -> Iterator[Table]:
    """Tell which contracts ended, and for which something is to be done now.

    Args:
        table: The contracts, with their partners.
        make: Makes the findings.
        rules: What decides.
        on: The day.
        kind: What the contracts are those of.
        subject: The column with the id of that.
        renews: The column with the day of renewal, counted; 0 where there is none.
    """
    import narwhals as nw

    left = nw.col(renews) - on.toordinal()
    known = table.filter(nw.col(renews) > 0)
    yield make(
        known.filter(left < 0),
        "renewal-passed",
        make.now,
        kind=kind,
        subject=nw.col(subject),
        since=nw.col(renews),
        gravity=left * -1,
        amount=left,
    )
    spans = list(_open_sides(rules, on))
    called: list[tuple[nw.Expr, str]] = [
        ((left >= first) & (left <= last), sides) for first, last, sides in spans
    ]
    yield make(
        known.filter(one_of(called, "") > ""),
        "renewal-ahead",
        make.watch,
        kind=kind,
        subject=nw.col(subject),
        roles=called,
        gravity=left * -1,
        amount=left,
    )


def _open_sides(rules: Rulebook, on: date) -> Iterator[tuple[int, int, str]]:
    """Give from how many to how many days ahead (closed) which sides have to act.

    Every day is asked for by itself, since months before it are of different lengths.
    """
    prompts = rules.renewals.prompts
    days = [each.opens_days or 0 for each in prompts]
    months = [(each.opens_months or 0) * _LONGEST_MONTH for each in prompts]
    begin, sides = 0, ""
    furthest = max(*days, *months) + 1
    for ahead in range(furthest + 2):
        ordinal = on.toordinal() + ahead
        found = ""
        if ahead <= furthest and ordinal <= date.max.toordinal():
            found = _sides(rules, on, date.fromordinal(ordinal))
        if found != sides:
            if sides:
                yield begin, ahead - 1, sides
            begin, sides = ahead, found


def _sides(rules: Rulebook, on: date, renews_on: date) -> str:
    plan = rules.renewals.plan(renews_on)
    found = [each for each in plan.prompts if each.is_open(on)]
    found.sort(key=lambda each: (each.closes_on, each.id))
    return ", ".join(dict.fromkeys(str(each.prompt.side) for each in found))
