"""A scorecard made without tuning beside single signals, on customers of a telecom.

The data (Iranian Churn, UCI Machine Learning Repository, doi 10.24432/C5JW3Z) describe
customers over nine months, and say who had left three months later. They are not part
of this repository.
"""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any, Final

import pytest

import partner_success as ps
from partner_success.analytics import PastReading, auc, backtest
from partner_success.scoring import Scorecard
from tests.unit.scoring.cards import card, component, measure

FILE = Path(__file__).parents[3].parent / "shared" / "data" / "iranian_churn.csv"

pytestmark = [
    pytest.mark.skipif(
        not FILE.exists(), reason=f"the data set of churned customers is not at {FILE}"
    ),
    pytest.mark.unwatched,
]

# How each column of the file is called here; two columns are derived from others and
# from the outcome, and are left out with the outcome itself.
SIGNALS: Final = {
    "Status": "status",
    "Seconds of Use": "seconds",
    "Frequency of use": "calls",
    "Frequency of SMS": "messages",
    "Distinct Called Numbers": "contacts",
    "Complains": "complaints",
    "Call Failure": "failures",
    "Subscription Length": "months",
    "Customer Value": "value",
}


def table() -> list[dict[str, str]]:
    """Read every row of the file by the names of its columns."""
    with FILE.open(encoding="utf-8-sig", newline="") as file:
        header, *rows = csv.reader(file)
    names = [" ".join(name.split()) for name in header]
    return [dict(zip(names, row, strict=True)) for row in rows]


@pytest.fixture(scope="module")
def past() -> list[PastReading]:
    """Read each customer once: repeats of a row to the last digit are one customer."""
    unlike = {tuple(cells.values()): cells for cells in table()}
    return [
        PastReading(
            subject=f"c-{place:04}",
            values={id_: float(cells[name]) for name, id_ in SIGNALS.items()},
            churned=cells["Churn"] == "1",
        )
        for place, cells in enumerate(unlike.values())
    ]


def curve(id_: str, *points: tuple[int, int]) -> Any:
    """Give a measure by its points; it falls where they do."""
    better = "higher" if points[0][1] < points[-1][1] else "lower"
    return measure(id_, curve=points, better=better)


def of(*measures: Any) -> Scorecard:
    """Give a card of one component, whose measures weigh the same."""
    made: Scorecard = card(
        component("health", measures=measures),
        id="telecom",
        name="Telecom health",
        floors={"good": 80, "fair": 50, "poor": 0},
    )
    return made


# Round numbers, written down once, before any result was seen, and left as they are:
# two hours of calls, a hundred calls and thirty people called are full points.
WHOLE = of(
    curve("status", (1, 100), (2, 0)),
    curve("seconds", (0, 0), (7_200, 100)),
    curve("calls", (0, 0), (100, 100)),
    curve("contacts", (0, 0), (30, 100)),
    curve("complaints", (0, 100), (1, 0)),
)

# A signal alone counts over the whole range of its column.
ALONE: Final = {
    "status": curve("status", (1, 100), (2, 0)),
    "seconds": curve("seconds", (0, 0), (18_000, 100)),
    "calls": curve("calls", (0, 0), (300, 100)),
    "contacts": curve("contacts", (0, 0), (100, 100)),
    "complaints": curve("complaints", (0, 100), (1, 0)),
    "value": curve("value", (0, 0), (2_500, 100)),
}


def test_the_file_is_what_is_said_of_it(past: list[PastReading]) -> None:
    """Of 3,150 rows 300 are repeats; of the 2,850 customers 446 left."""
    assert len(past) == 2_850
    assert sum(bool(each.churned) for each in past) == 446


@pytest.mark.parametrize(
    ("signal", "expected"),
    [
        *(("status", 0.7897), ("seconds", 0.7863), ("value", 0.7811)),
        *(("calls", 0.7668), ("contacts", 0.7310), ("complaints", 0.7047)),
        *(("messages", 0.6701), ("months", 0.5262), ("failures", 0.5116)),
    ],
)
def test_single_signals(past: list[PastReading], signal: str, expected: float) -> None:
    """How well each column tells churn by itself, turned where more is worse."""
    turn = -1 if signal in ("status", "complaints") else 1
    numbers = [turn * float(str(each.values[signal])) for each in past]
    found = auc(numbers, [bool(each.churned) for each in past])
    assert found == pytest.approx(expected, abs=5e-5)


@pytest.mark.parametrize(
    ("column", "expected"),
    [("Status", 0.796), ("Seconds of Use", 0.791), ("Complains", 0.694)],
)
def test_single_signals_with_the_repeats(column: str, expected: float) -> None:
    """On every row of the file the figures are those that others found."""
    rows = table()
    turn = 1 if column == "Seconds of Use" else -1
    numbers = [turn * float(row[column]) for row in rows]
    found = auc(numbers, [row["Churn"] == "1" for row in rows])
    assert found == pytest.approx(expected, abs=5e-4)


@pytest.mark.parametrize(
    ("signal", "auc_gain", "brier_gain"),
    [
        ("status", (0.0932, 0.0759, 0.1103), (-0.0089, -0.0144, -0.0021)),
        ("seconds", (0.0965, 0.0829, 0.1101), (-0.0233, -0.0298, -0.0170)),
        ("value", (0.1018, 0.0862, 0.1177), (-0.0239, -0.0312, -0.0181)),
        ("calls", (0.1160, 0.1028, 0.1301), (-0.0235, -0.0304, -0.0172)),
        ("contacts", (0.1519, 0.1325, 0.1721), (-0.0304, -0.0385, -0.0235)),
        ("complaints", (0.1782, 0.1534, 0.2019), (-0.0037, -0.0138, 0.0078)),
    ],
)
def test_a_card_without_tuning_beside_its_single_signals(
    rules: ps.Rulebook,
    past: list[PastReading],
    signal: str,
    auc_gain: tuple[float, float, float],
    brier_gain: tuple[float, float, float],
) -> None:
    """The difference and its interval, by area and by Brier score, as measured."""
    found = backtest(of(ALONE[signal]), WHOLE, past, policy=rules.backtest)
    assert found.auc is not None
    assert found.brier is not None
    assert found.auc.new.value == pytest.approx(0.8829, abs=5e-5)
    assert found.auc.outlook == "better"
    shown = "not shown" if signal == "complaints" else "better"
    assert found.brier.outlook == shown
    for comparison, expected in ((found.auc, auc_gain), (found.brier, brier_gain)):
        ends = comparison.difference.interval
        measured = (comparison.difference.value, ends.low, ends.high)
        assert measured == pytest.approx(expected, abs=5e-5)
