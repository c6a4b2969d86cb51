"""Open tickets beside what is promised of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Any, Final, cast

import attrs

from partner_success.calendars import Calendar
from partner_success.core.instants import from_microseconds, microseconds
from partner_success.frames.engine_steps import shared
from partner_success.frames.exact import divided
from partner_success.frames.facts import as_frame
from partner_success.frames.reviewing.findings import FAULTS
from partner_success.frames.reviewing.sources import NEEDS
from partner_success.frames.rule_frame import ColumnNeed
from partner_success.frames.ticket_judging import judge_tickets
from partner_success.frames.triggers.cells import NEVER
from partner_success.frames.triggers.grounds import choice, flag
from partner_success.frames.triggers.reading import SourceTable
from partner_success.partners import Severity
from partner_success.sla import SlaPolicy
from partner_success.sla.policy import calendar_for
from partner_success.sla.targets import TargetKind

if TYPE_CHECKING:
    import narwhals as nw

    from partner_success.frames.facts import Frame
    from partner_success.frames.reviewing.findings import Maker
    from partner_success.frames.triggers.reading import Table

__all__ = ["Tickets", "read_tickets", "ticket_findings"]

_PREFIX: Final = "sla_"
_DAY: Final = 24 * 60 * 60 * 1_000_000
_EPOCH: Final = date(1970, 1, 1).toordinal()


@attrs.frozen(kw_only=True, eq=False)
class Tickets:
    """Tickets as of an instant.

    Attributes:
        of_customers: What triggers look at.
        open: The open ones, with their partners.
        named: The partners that tickets name.
        faults: What is wrong with rows, by partner.
        policy: What is promised; ``None`` where nobody says.
        calendar: The working time that holds.
        at: The instant.
    """

    of_customers: Table
    open: Table
    named: Table
    faults: Table | None
    policy: SlaPolicy | None
    calendar: Calendar | None
    at: datetime

    @property
    def kinds(self) -> tuple[TargetKind, ...]:
        """What is promised; answers that are not the first are awaited by no row."""
        known = () if self.policy is None else self.policy.kinds
        return tuple(each for each in known if each != "next_response")

    def dues(self) -> Iterator[nw.Expr]:
        """Give by promise when it is due; far ahead where it is over, or missed."""
        import narwhals as nw

        far = nw.lit(-NEVER, dtype=nw.Int64)
        for kind in self.kinds:
            due = nw.col(f"{kind}_due")
            lasts = nw.col(f"{_PREFIX}{kind}_state").is_in(_LASTING)
            lasts = lasts.fill_null(value=False) & (due > NEVER)
            yield nw.when(lasts).then(due).otherwise(far)


def read_tickets(  # noqa: PLR0913 - what opening and asking a clock need
    native: Any,
    owners: Table,
    *,
    at: datetime,
    policy: SlaPolicy | None,
    calendar: Calendar | None,
    between: tuple[date, date] | None,
) -> Tickets:
    """Read tickets as they stood at an instant, and judge them.

    Args:
        native: The frame, which was made sure of.
        owners: Customers, with their partners.
        at: The instant.
        policy: What is promised.
        calendar: The working time.
        between: The days in which everything lies, where working time counts.
    """
    import narwhals as nw

    needs = dict(NEEDS["tickets"])
    moments = {"opened": "opened_at", "resolved": "resolved_at"}
    if policy is not None:
        native = _judged(native, policy, calendar, at, between)
        needs |= _needs(policy)
        moments |= {
            f"{kind}_{name}": f"{_PREFIX}{kind}_{name}"
            for kind in policy.kinds
            for name in ("due", "breached_since", "ended_at")
        }
    table = SourceTable("tickets", native, needs, "reviewing", moments).table()
    now = microseconds(at)
    table = cast("Table", shared(cast("Frame", table.filter(nw.col("opened") <= now))))
    resolved = nw.col("resolved")
    is_open = (resolved == NEVER) | (resolved > now)
    days = flag(resolved <= now, nw.col("resolved_at"))
    of_customers = table.filter(~nw.col("account_id").is_null()).select(
        "account_id",
        "id",
        "severity",
        "opened_at",
        days.alias("resolved_at"),
        "is_incident",
    )
    opened = _owned(table.filter(is_open & (nw.col("opened") > NEVER)), owners)
    faults = None
    if policy is not None:
        status = nw.col(f"{_PREFIX}status")
        codes = [(status == word, code) for code, word in FAULTS.items()]
        bad = table.with_columns(choice(codes, 0).alias("fault"))
        bad = _owned(bad.filter(nw.col("fault") > 0), owners)
        faults = bad.select("partner_id", "fault")
    named = table.select("partner_id").filter(~nw.col("partner_id").is_null())
    return Tickets(
        of_customers=of_customers,
        open=cast("Table", shared(cast("Frame", opened))),
        named=named,
        faults=faults,
        policy=policy,
        calendar=None if policy is None else calendar_for(policy, calendar),
        at=at,
    )


def _judged(
    native: Any,
    policy: SlaPolicy,
    calendar: Calendar | None,
    at: datetime,
    between: tuple[date, date] | None,
) -> Any:
    import narwhals as nw

    frame: Any = as_frame(native, "reviewing tickets")
    if isinstance(frame, nw.DataFrame) and frame.implementation.is_polars():
        frame = cast(Any, frame).lazy()
    known = [name for name in frame.collect_schema() if name in NEEDS["tickets"]]
    return judge_tickets(
        cast(Any, frame).select(*known).to_native(),
        policy,
        calendar=calendar,
        at=at,
        between=between,
        prefix=_PREFIX,
    )


def _needs(policy: SlaPolicy) -> Mapping[str, ColumnNeed]:
    text, number = ColumnNeed("text", "the SLA"), ColumnNeed("number", "the SLA")
    found = {f"{_PREFIX}status": text, f"{_PREFIX}phase": text}
    for kind in policy.kinds:
        found[f"{_PREFIX}{kind}_state"] = text
        for name in ("target", "elapsed"):
            found[f"{_PREFIX}{kind}_{name}"] = number
        for name in ("due", "breached_since", "ended_at"):
            found[f"{_PREFIX}{kind}_{name}"] = ColumnNeed("instant", "the SLA")
    return found


def _owned(table: Table, owners: Table) -> Table:
    """Give tickets their partner: the one they name, or that of their customer."""
    import narwhals as nw

    own = owners.select(
        nw.col("account_id"), nw.col("partner_id").alias("partner_of_account")
    )
    named = nw.col("partner_id")
    partner = nw.when(~named.is_null()).then(named)
    return (
        table.join(own, on="account_id", how="left")
        .with_columns(
            partner.otherwise(nw.col("partner_of_account")).alias("partner_id")
        )
        .filter(~nw.col("partner_id").is_null())
    )


def ticket_findings(tickets: Tickets, make: Maker) -> Iterator[Table]:
    """Tell which promises are missed or running out.

    Args:
        tickets: The tickets.
        make: Makes the findings.
    """
    import narwhals as nw

    if tickets.policy is None:
        count = tickets.open.group_by("partner_id").agg(nw.len().alias("count"))
        yield make(count, "promises-unknown", make.unknown, amount=nw.col("count"))
    for kind in tickets.kinds:
        yield from _promises(tickets, kind, make)


def _promises(tickets: Tickets, kind: TargetKind, make: Maker) -> Iterator[Table]:
    import narwhals as nw

    used, whole = (nw.col(f"{_PREFIX}{kind}_{each}") for each in ("elapsed", "target"))
    late = nw.col(f"{_PREFIX}{kind}_state") == "breached"
    lasts = tickets.open.filter(
        (nw.col(f"{_PREFIX}phase") == "open") & (nw.col(f"{kind}_ended_at") == NEVER)
    )
    steps = [(used >= amount, tier) for amount, tier in _steps(tickets, kind)]
    share = divided(used, whole)
    since = nw.col(f"{kind}_breached_since")
    same: dict[str, Any] = {
        "kind": "ticket",
        "subject": nw.col("id"),
        "roles": steps,
        "gravity": share,
        "amount": share,
        "detail": nw.lit(kind),
    }
    yield make(
        lasts.filter(late),
        "promise-missed",
        make.now,
        since=flag(since > NEVER, _day_in_zone(since, tickets.at)),
        **same,
    )
    if steps:
        on_time = lasts.filter(nw.col(f"{_PREFIX}{kind}_state").is_in(_LASTING))
        # The last of these is the first step, which is reached before the others.
        yield make(on_time.filter(steps[-1][0]), "promise-pressing", make.soon, **same)


_LASTING: Final = ["running", "paused"]


def _steps(tickets: Tickets, kind: TargetKind) -> Iterator[tuple[nw.Expr, str]]:
    """Give by step, the last first, whether it is reached, and its tier."""
    import narwhals as nw

    policy = cast(SlaPolicy, tickets.policy)
    calendar = cast(Calendar, tickets.calendar)
    severity = nw.col("severity")
    promised = policy.target(kind)
    for step in reversed(tuple(policy.escalation)):
        amounts = [
            (
                severity == each.value,
                step.amount(promised.time_for(each).microseconds(calendar)),
            )
            for each in Severity
        ]
        yield choice(amounts, 0), step.tier.name


def _day_in_zone(moment: nw.Expr, at: datetime) -> nw.Expr:
    """Count the day of an instant since 1970, in the zone of another that is later."""
    offset, *changes = _offsets(at)
    found = moment + offset[1]
    for (instant, after), (_, before) in zip(changes, [offset, *changes], strict=False):
        found += flag(moment >= instant, after - before)
    return found // _DAY + _EPOCH


def _offsets(at: datetime) -> Iterator[tuple[int, int]]:
    """Give from when on which offset to UTC held in a zone since 1970."""
    begin = datetime(1970, 1, 1, tzinfo=UTC)

    def offset(instant: int) -> int:
        local = from_microseconds(instant).astimezone(at.tzinfo)
        return cast(timedelta, local.utcoffset()) // timedelta(microseconds=1)

    last, known = microseconds(begin), offset(microseconds(begin))
    yield last, known
    end = microseconds(at)
    while last < end:
        following = min(last + _DAY, end)
        found = offset(following)
        if found != known:
            low, high = last, following
            while high - low > 1:
                middle = (low + high) // 2
                low, high = (middle, high) if offset(middle) == known else (low, middle)
            yield high, found
            known = found
        last = following
