"""Partners in the stage of a role, counted on any engine as its reports need them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping
from typing import Any, Final

import attrs

from partner_success.core.instants import Period
from partner_success.errors import InvalidDataError
from partner_success.frames.building import problem
from partner_success.frames.reports.fact_rows import (
    NOTHING,
    in_period,
    known_words,
    read_facts,
)
from partner_success.frames.reports.grouping import (
    collect_groups,
    collect_read,
    collect_rows,
    flag,
    known,
    refuse_twice,
)
from partner_success.frames.reports.role_facts import (
    LaunchFact,
    OrderCounts,
    RoleFrames,
    StageCounts,
    SupportCounts,
    TicketCounts,
)
from partner_success.frames.reports.role_needs import NEEDS, number_needs, partner_needs

__all__ = ["RoleQuestion", "RoleTable"]

_PURPOSE: Final = "reporting on a role"


@attrs.frozen(kw_only=True)
class RoleQuestion:
    """What the report of a role looks at.

    Attributes:
        stage: The id of the stage of the role.
        stages: The ids of all stages.
        period: The days of the report.
        visible: The partners that a reader may see; ``None`` for all.
        words: By the column of partners or tickets what it can say.
        components: The parts of operational health.
        health: The parts of the health of customers.
    """

    stage: str
    stages: Collection[str]
    period: Period
    visible: Collection[str] | None
    words: Mapping[str, Collection[str]]
    components: Collection[str] = ()
    health: Collection[str] = ()


class RoleTable:
    """Partners of a role, while their counts are collected.

    Args:
        frames: The tables.
        question: What is looked at.

    Raises:
        InvalidDataError: Columns are missing or hold something else, rows were refused
            or are there twice, a word is unknown, or a row tells of a day after the
            period.
        InvalidUseError: One of them is no dataframe.
        MissingExtraError: The extra ``frames`` is not installed.

    Rule: FRM-01, FRM-02.
    """

    def __init__(self, frames: RoleFrames, question: RoleQuestion) -> None:
        import narwhals as nw

        self._frames = frames
        self._asked = question
        parts = number_needs(question.components, "operational health")
        needs = partner_needs(parts)
        table = read_facts(frames.partners, _PURPOSE, needs)
        subject = "the dataframe of partners"
        found = collect_read(table, ["stage", "beta", "beta_end"], subject)
        known_words("stage", {row[0] for row in found}, question.stages)
        for place, name in enumerate(("beta", "beta_end"), start=1):
            words = {row[place] for row in found} - {""}
            known_words(name, words, question.words[name])
        told = "a report has a row for each partner; keep one of them"
        refuse_twice(table, ["partner_id"], subject, told)
        self._refuse_late(table)
        self.hidden: int = 0
        if question.visible is not None:
            shown = nw.col("partner_id").is_in(sorted(question.visible) or [""])
            table = table.with_columns(shown=flag(shown))
            counts = {row[0]: row[1] for row in collect_groups(table, ["shown"])}
            self.hidden = counts.get(0, 0)
            table = table.filter(nw.col("shown") > 0)
        self.partners: Any = table

    def _refuse_late(self, table: Any) -> None:
        import narwhals as nw

        last = self._asked.period.last
        late = table.filter(nw.col("stands_on") > last.toordinal())
        ids = [row[0] for row in collect_rows(late, ["partner_id"])]
        if ids:
            message = (
                f"{len(ids):,} rows, first of {ids[0]!r}, tell how partners stood after"
                f" the period, which ends on {last}; give how they stood by then"
            )
            faults = [problem("later", message, path="stands_on")]
            raise InvalidDataError("the dataframe of partners", faults)

    def read(self, name: str) -> Any:
        """Read another table, and make sure that no row of it was refused.

        Returns:
            A frame of narwhals; ``None`` where there is no such table.
        """
        frame = getattr(self._frames, name)
        if frame is None:
            return None
        needs = dict(NEEDS[name])
        if name == "accounts":
            needs |= number_needs(self._asked.health, "the health of customers")
        table = read_facts(frame, _PURPOSE, needs)
        subject = f"the dataframe of {name}"
        words = [each for each in ("severity", "kind") if each in needs]
        found = collect_read(table, words, subject)
        for place, word in enumerate(words):
            known_words(word, {row[place] for row in found}, self._asked.words[word])
        if "fact_id" in needs:
            told = "each is told once; keep one of the rows"
            refuse_twice(table, ["fact_id"], subject, told)
        return table.drop("status")

    @property
    def here(self) -> Any:
        """The partners that are in the stage when the period ends."""
        import narwhals as nw

        last = self._asked.period.last.toordinal()
        left = nw.col("left_on")
        table = self.partners.filter(nw.col("stage") == self._asked.stage)
        return table.filter((left == NOTHING) | (left > last))

    @property
    def stays(self) -> Any:
        """The first and last day of each partner in the stage, within the period."""
        import narwhals as nw

        period = self._asked.period
        table = self.partners.filter(nw.col("started_on") > NOTHING)
        started, end = nw.col("started_on"), nw.lit(period.last.toordinal())
        begin = nw.lit(period.first.toordinal())
        first = nw.when(started > period.first.toordinal()).then(started)
        table = table.with_columns(first=first.otherwise(begin), last=end)
        for name, days in (("moved_on", 0), ("left_on", 1)):
            day = nw.col(name) - days
            sooner = (nw.col(name) > NOTHING) & (day < nw.col("last"))
            last = nw.when(sooner).then(day).otherwise(nw.col("last"))
            table = table.with_columns(last=last)
        return table.filter(nw.col("first") <= nw.col("last"))

    def places(self) -> list[tuple[str, str, int | None]]:
        """Collect id, name and first day of the partners in the stage."""
        rows = collect_rows(self.here, ["partner_id", "name", "started_on"])
        return [(id_, name, known(since)) for id_, name, since in rows]

    def betas(self) -> dict[str, int]:
        """Collect how many partners in the stage have their beta in which state."""
        return dict(collect_groups(self.here, ["beta"]))

    def beta_ends(self) -> dict[str, int]:
        """Collect how many betas of the period ended in which way."""
        import narwhals as nw

        ended = self.partners.filter(in_period("beta_ended_on", self._asked.period))
        return dict(collect_groups(ended.filter(nw.col("beta_end") > ""), ["beta_end"]))

    def stage_counts(self) -> StageCounts:
        """Collect how long partners were in the stage."""
        import narwhals as nw

        table = self.partners.filter(nw.col("started_on") > NOTHING)
        started, passed = nw.col("started_on"), nw.col("passed_on")
        left, end = nw.col("left_on"), self._asked.period.last.toordinal()
        ended = passed > NOTHING
        seen = nw.when((left > NOTHING) & (left <= end)).then(left - 1)
        last = nw.when(ended).then(passed).otherwise(seen.otherwise(nw.lit(end)))
        table = table.with_columns(ended=flag(ended), last=last)
        last = nw.col("last")
        days = nw.when(last > started).then(last - started).otherwise(nw.lit(0))
        inside = flag(in_period("passed_on", self._asked.period))
        table = table.with_columns(days=days, inside=inside)
        durations: dict[int, tuple[int, int]] = {}
        over: Counter[int] = Counter()
        for days_, is_over, is_inside, count in collect_groups(
            table, ["days", "ended", "inside"]
        ):
            one, other = durations.get(days_, (0, 0))
            pair = (one + count * is_over, other + count * (1 - is_over))
            durations[days_] = pair
            if is_inside:
                over[days_] += count
        return StageCounts(durations=durations, passed=over)

    def launched(self) -> Any:
        """The partners whose launch lies in the period."""
        return self.partners.filter(in_period("launched_on", self._asked.period))

    def launches(self, days: int) -> list[LaunchFact]:
        """Collect the launches of the period.

        Args:
            days: Within how many days after it a rollback counts.
        """
        import narwhals as nw

        launched = self.launched().select("partner_id", "launched_on", "seen_on")
        rollbacks = self.read("rollbacks")
        back: set[str] = set()
        if rollbacks is not None:
            both = launched.join(rollbacks, on=["partner_id"])
            after = nw.col("happened_on") - nw.col("launched_on")
            both = both.with_columns(after=after)
            soon = both.filter(nw.col("after") >= 0, nw.col("after") <= days)
            back = {row[0] for row in collect_groups(soon, ["partner_id"])}
        return [
            LaunchFact(id_, seen - day, id_ in back)
            for id_, day, seen in collect_rows(
                launched, ["partner_id", "launched_on", "seen_on"]
            )
        ]

    def _staying(self, name: str) -> Any:
        table = self.read(name)
        if table is None:
            return None
        stays = self.stays.select("partner_id", "first", "last")
        return table.join(stays, on=["partner_id"])

    def _timed(self, name: str) -> Any:
        """Give orders or tickets with where they lie, and how long they took."""
        import narwhals as nw

        table = self._staying(name)
        if table is None:
            return None
        length = nw.col("over_at") - nw.col("begun_at")
        is_over = nw.col("over_at") > NOTHING
        table = table.with_columns(
            begun=flag(_within("begun_on")),
            over=flag(is_over & _within("over_on")),
            is_over=flag(is_over),
            length=nw.when(is_over).then(length).otherwise(nw.lit(0)),
        )
        early = collect_rows(table.filter(nw.col("length") < 0), ["fact_id"])
        if early:
            message = (
                f"{len(early):,} rows, first {early[0][0]!r}, end before they begin"
            )
            faults = [problem("out-of-order", message, path=name)]
            raise InvalidDataError(f"the dataframe of {name}", faults)
        return table

    def orders(self) -> OrderCounts:
        """Collect the orders of partners in the period, while in the stage."""
        import narwhals as nw

        table = self._timed("orders")
        if table is None:
            return OrderCounts()
        begun = table.filter(nw.col("begun") > 0)
        begun = begun.with_columns(repaired=flag(nw.col("repaired") > 0))
        counts = {
            (is_over, repaired): count
            for is_over, repaired, count in collect_groups(
                begun, ["is_over", "repaired"]
            )
        }
        over = table.filter(nw.col("over") > 0)
        return OrderCounts(
            placed=sum(counts.values()),
            succeeded=counts.get((1, 0), 0),
            repaired=counts.get((0, 1), 0) + counts.get((1, 1), 0),
            open=counts.get((0, 0), 0) + counts.get((0, 1), 0),
            times=dict(collect_groups(over, ["length"])),
        )

    def tickets(self) -> TicketCounts:
        """Collect the tickets of partners in the period, while in the stage."""
        import narwhals as nw

        table = self._timed("tickets")
        if table is None:
            return TicketCounts()
        opened = table.filter(nw.col("begun") > 0)
        over = table.filter(nw.col("over") > 0)
        return TicketCounts(
            opened=dict(collect_groups(opened, ["severity"])),
            times={
                (severity, length): count
                for severity, length, count in collect_groups(
                    over, ["severity", "length"]
                )
            },
        )

    def metrics(self) -> dict[tuple[str, bool], int]:
        """Collect the metrics of partners that were in the stage in the period."""
        table = self._staying("metrics")
        if table is None:
            return {}
        rows = collect_groups(table, ["metric", "is_met"])
        return {(id_, bool(met)): count for id_, met, count in rows}

    def support(self) -> SupportCounts:
        """Collect how ready partners in the stage are to support their customers."""
        import narwhals as nw

        stays = self.stays.with_columns(
            all_items=flag(nw.col("items") > 0) * nw.col("items"),
            all_done=flag(nw.col("items_done") > 0) * nw.col("items_done"),
            one=nw.lit(1),
        )
        items = done = 0
        for row in collect_groups(stays, ["one"], sums=["all_items", "all_done"]):
            _, _, items, done = row
        scenarios = self._staying("scenarios")
        ran = passed = 0
        if scenarios is not None:
            told = scenarios.filter(_within("happened_on"))
            for good, count in collect_groups(told, ["passed"]):
                ran += count
                passed += good * count
        return SupportCounts(items=items, done=done, ran=ran, passed=passed)

    def ratings(self, days: int) -> list[tuple[str, str, int, int]]:
        """Collect how often partners of the period's launches were rated how.

        Args:
            days: Up to how many days after the launch an answer counts.

        Returns:
            Partner, question, rating and how often it was given.
        """
        import narwhals as nw

        answers = self.read("answers")
        if answers is None:
            return []
        launched = self.launched().select("partner_id", "launched_on")
        both = answers.join(launched, on=["partner_id"])
        both = both.with_columns(after=nw.col("answered_on") - nw.col("launched_on"))
        told = both.filter(
            nw.col("after") >= 0,
            nw.col("after") <= days,
            nw.col("kind") == "csat",
            nw.col("rating") > NOTHING,
        )
        return collect_groups(told, ["partner_id", "question", "rating"])


def _within(day: str) -> Any:
    import narwhals as nw

    return (nw.col(day) >= nw.col("first")) & (nw.col(day) <= nw.col("last"))
