"""At which risk launches are, for a dataframe of any library."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, cast

import attrs

from partner_success.core.arguments import require
from partner_success.core.instants import require_date
from partner_success.core.quantities import Number
from partner_success.errors import InvalidValueError
from partner_success.frames.days import day_needs, day_number
from partner_success.frames.exact import first_of, spare_names, whole
from partner_success.frames.launch_work import LaunchWork, needed_and_buffer
from partner_success.frames.rule_frame import ColumnNeed, RuleFrame
from partner_success.gates.definition import JourneyTerms
from partner_success.gates.launch_risk import checked_averages

if TYPE_CHECKING:
    import narwhals as nw
    from narwhals.typing import IntoFrameT

__all__ = ["LaunchRiskColumns", "judge_launch_risks"]

_ADDED = ("days_left", "days_needed", "buffer", "level", "status")

_NOWHERE = -1.0
"""The place of a stage that the journey does not have."""

_LONGEST = float(date.max.toordinal())
"""More days than any stage takes."""


@attrs.frozen(kw_only=True)
class LaunchRiskColumns:
    """Where a frame of partners has what the risk of a launch hangs on.

    Attributes:
        stage: The id of the stage that a partner is in, texts.
        stage_started: The day on which that stage was started; missing before.
        stage_ended: The day on which that stage was passed; missing before. ``None``
            says that there is no such column, because no partner of the frame waits
            behind a stage that it passed.
        target_launch: The day on which it is to launch; missing without one.
        launched: The day on which it was launched, or whether it was; missing stands
            for 'not launched'.

    Rule: JRN-23.
    """

    stage: str = "stage"
    stage_started: str = "stage_started"
    stage_ended: str | None = "stage_ended"
    target_launch: str = "target_launch"
    launched: str = "launched_on"

    @property
    def days(self) -> dict[str, str]:
        """What the columns of days are for."""
        found = {
            self.stage_started: "the day on which the stage was started",
            self.target_launch: "the day of the target launch",
        }
        if self.stage_ended is not None:
            found[self.stage_ended] = "the day on which the stage was passed"
        return found


_COLUMNS = LaunchRiskColumns()


def judge_launch_risks(  # noqa: PLR0913 - what the scalar rule asks, and the columns
    frame: IntoFrameT,
    journey: JourneyTerms,
    *,
    on: date,
    averages: Mapping[str, Number | None] | None = None,
    columns: LaunchRiskColumns = _COLUMNS,
    prefix: str = "",
) -> IntoFrameT:
    """Judge the launch of the partner in each row, as `gates.launch_risk` does.

    A row tells of the stage that its partner is in; those that come behind it are taken
    as not started. These columns are added:

    - ``days_left``, the days up to the target, a whole number, negative behind it;
    - ``days_needed``, the days of work that are left, the float nearest to them;
    - ``buffer``, the days left less those needed, likewise; missing where there is no
      level;
    - ``level``: ``"high"``, ``"medium"`` or ``"low"``, compared exactly;
    - ``status``: ``"judged"``, ``"launched"``, ``"no target"``, or ``"unknown stage"``
      where the journey does not have the stage or none is given; then the others are
      missing.

    Args:
        frame: A dataframe of any library; it stays as it is, and a lazy one is not
            computed. A day may be a datetime without a zone, whose time is left aside.
        journey: The journey.
        on: The day.
        averages: By the id of a stage the mean days that partners took for it, as in
            `gates.launch_risk`.
        columns: The names of the columns.
        prefix: What the names of the new columns begin with.

    Returns:
        A frame of the same kind.

    Raises:
        InvalidDataError: A column is missing, of another type, or in the way.
        InvalidUseError: It is no dataframe, or no journey.
        InvalidValueError: The day is none, or an average is no number from 0 up, or
            longer than the years from 1 to 9999.
        MissingExtraError: The extra ``frames`` is not installed.
        UnknownNameError: An average is of a stage that the journey does not have.

    Examples:
        >>> from datetime import date
        >>> import polars as pl
        >>> import partner_success as ps
        >>> partners = pl.DataFrame(
        ...     {
        ...         "stage": ["gate_3", "gate_1"],
        ...         "stage_started": [date(2026, 5, 4), None],
        ...         "target_launch": [date(2026, 6, 1), date(2026, 6, 1)],
        ...         "launched_on": pl.Series([None, None], dtype=pl.Date),
        ...     }
        ... )
        >>> found = judge_launch_risks(
        ...     partners,
        ...     ps.standard().journey,
        ...     on=date(2026, 5, 11),
        ...     columns=LaunchRiskColumns(stage_ended=None),
        ... )
        >>> found.select("days_left", "days_needed", "buffer", "level").rows()
        [(21, 14.0, 7.0, 'medium'), (21, 140.0, -119.0, 'high')]

    Rule: JRN-23, FRM-01, FRM-02.
    """
    require(journey, JourneyTerms)
    require(columns, LaunchRiskColumns)
    measured = checked_averages(journey, averages or {})
    for stage, days in measured.items():
        if days > _LONGEST:
            raise InvalidValueError(
                f"the average of {stage!r} is longer than the years from 1 to 9999"
                f" have days, {_LONGEST:,.0f}; it is in days"
            )
    today = require_date(on, "on").toordinal()
    work = RuleFrame(frame, "judging launch risks")
    _require(work, columns, prefix)
    names = _Names(
        *spare_names(work.schema, [each.name for each in attrs.fields(_Names)])
    )
    work.add(_facts(work, columns, journey, today, names))
    _judge(work, LaunchWork.of(journey, measured), names)
    work.add(
        {f"{prefix}{name}": found for name, found in _results(frame, names).items()}
    )
    work.drop(attrs.astuple(names))
    return cast("IntoFrameT", work.native())


@attrs.frozen
class _Names:
    """The columns of the work alone."""

    place: str
    launched: str
    left: str
    used: str
    case: str
    taken: str
    part: str
    rest: str
    level: str


def _require(work: RuleFrame, columns: LaunchRiskColumns, prefix: str) -> None:
    launched = "the day of the launch, or whether it was launched"
    needs = {columns.stage: ColumnNeed("text", "the stage of the partner")}
    days = columns.days
    if _is_truth(work, columns.launched):
        needs[columns.launched] = ColumnNeed("truth", launched)
    else:
        days[columns.launched] = launched
    needs |= day_needs(work, days)
    work.require(needs, new=[f"{prefix}{name}" for name in _ADDED])


def _is_truth(work: RuleFrame, name: str) -> bool:
    import narwhals as nw

    return isinstance(work.schema.get(name), nw.Boolean)


def _facts(
    work: RuleFrame,
    columns: LaunchRiskColumns,
    journey: JourneyTerms,
    today: int,
    names: _Names,
) -> dict[str, nw.Expr]:
    """Give the facts of each row as numbers and truths."""
    import narwhals as nw

    # What is missing can be cast to a word for it.
    stage = nw.when(~nw.col(columns.stage).is_null()).then(
        nw.col(columns.stage).cast(nw.String)
    )
    place: nw.Expr = nw.lit(_NOWHERE)
    for number, id_ in enumerate(journey.stages.ids):
        place = nw.when(stage == id_).then(nw.lit(float(number))).otherwise(place)
    launched = nw.col(columns.launched)
    if _is_truth(work, columns.launched):
        launched = launched.fill_null(value=False)
    else:
        launched = ~launched.is_null()
    used = nw.lit(float(today)) - day_number(columns.stage_started)
    used = nw.when(used > 0).then(used).otherwise(nw.lit(0.0))
    if columns.stage_ended is not None:
        # Of a stage that was passed nothing is left, as when all its days are used up.
        passed = ~nw.col(columns.stage_ended).is_null()
        used = nw.when(passed).then(nw.lit(_LONGEST)).otherwise(used)
    return {
        names.place: place,
        names.launched: launched,
        names.left: day_number(columns.target_launch) - float(today),
        names.used: used,
    }


def _judge(work: RuleFrame, left: LaunchWork, names: _Names) -> None:
    """Add what is needed of each row, and the level that there would be."""
    import narwhals as nw

    place, used = nw.col(names.place), nw.col(names.used)
    over = left.is_over(place, used)
    none = nw.lit(0.0)
    work.add(
        {
            names.case: place * 2 + nw.when(over).then(nw.lit(1.0)).otherwise(none),
            names.taken: nw.when(over).then(none).otherwise(used),
        }
    )
    case = nw.col(names.case)
    part, rest = left.parts(case)
    level = left.level(case, nw.col(names.left) + nw.col(names.taken))
    work.add({names.part: part, names.rest: rest, names.level: level})


def _results(frame: object, names: _Names) -> dict[str, nw.Expr]:
    import narwhals as nw

    left, launched = nw.col(names.left), nw.col(names.launched)
    known = nw.col(names.place) >= 0
    waits = known & ~launched
    judged = waits & ~left.is_null()
    taken = nw.col(names.taken)
    needed, buffer = needed_and_buffer(
        taken, left + taken, nw.col(names.part), nw.col(names.rest)
    )
    return {
        "days_left": whole(frame, nw.when(known).then(left)),
        "days_needed": nw.when(waits)
        .then(needed)
        .otherwise(nw.when(known).then(nw.lit(0.0))),
        "buffer": nw.when(judged).then(buffer),
        "level": nw.when(judged).then(nw.col(names.level)),
        "status": first_of(
            [
                (known & launched, "launched"),
                (judged, "judged"),
                (known, "no target"),
            ],
            "unknown stage",
        ),
    }
