"""Bands cut a scale: every value in exactly one, and every fault told at once."""

from __future__ import annotations

import copy
import pickle
from decimal import Context, Decimal, localcontext
from fractions import Fraction
from itertools import permutations
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import yaml

import partner_success as ps
from partner_success.core.bands import Band, Bands, bands_from_ranges
from partner_success.errors import (
    InvalidModelError,
    InvalidValueError,
    UnknownNameError,
)

CASES = yaml.safe_load(
    (Path(__file__).parents[2] / "cases" / "bands.yaml").read_text(encoding="utf-8")
)["bands"]
REFUSED = [case for case in CASES if "faults" in case]


def band(id_: str, floor: Any, ceiling: Any = None, *, name: str = "") -> Band:
    """Give a band, its numbers as text or as they are."""
    numbers = [
        Decimal(each) if isinstance(each, str) else each for each in (floor, ceiling)
    ]
    return Band(id=id_, name=name or id_.title(), floor=numbers[0], ceiling=numbers[1])


def bands(*entries: Band, low: Any = 0, high: Any = 100) -> Bands:
    """Give bands over a scale, by default from 0 to 100."""
    return Bands(entries=entries, low=low, high=high)


def faults(*entries: Band, low: Any = 0, high: Any = 100) -> list[tuple[str, str, str]]:
    """Give path, code and message of every fault of the bands."""
    with pytest.raises(InvalidModelError) as caught:
        bands(*entries, low=low, high=high)
    return [(each.path, each.code, each.message) for each in caught.value.problems]


def codes(*entries: Band, low: Any = 0, high: Any = 100) -> list[tuple[str, str]]:
    """Give path and code of every fault of the bands."""
    return [fault[:2] for fault in faults(*entries, low=low, high=high)]


MARKS = bands(band("good", "80"), band("fair", "50.5"), band("poor", "0"))


class TestTables:
    @pytest.mark.rule("HLT-11")
    @pytest.mark.parametrize("case", REFUSED, ids=[case["name"] for case in REFUSED])
    def test_a_refused_table_is_told_every_fault(self, case: dict[str, Any]) -> None:
        """The values that the message names stand in no row, or in two."""
        rows = [
            (name, Decimal(first), Decimal(last)) for name, first, last in case["rows"]
        ]
        for rows_with_it, key in enumerate(("in none", "", "in two")):
            for value in case.get(key, ()):
                held = [first <= value <= last for _, first, last in rows]
                assert sum(held) == rows_with_it
        with pytest.raises(InvalidModelError) as caught:
            bands_from_ranges(rows, step=Decimal(str(case["step"])))
        assert [str(problem) for problem in caught.value.problems] == case["messages"]

    def test_the_order_of_rows_does_not_matter(self) -> None:
        """A table may be printed from the top or from the bottom."""
        rows = [("Good", 80, 100), ("Fair", 50, 79), ("Poor", 0, 49)]
        built = [bands_from_ranges(order, step=1) for order in permutations(rows)]
        assert all(each == built[0] for each in built)
        assert [each.id for each in built[0]] == ["good", "fair", "poor"]

    def test_the_precision_of_the_caller_does_not_matter(self) -> None:
        """A caller who computes with two digits still gets exact edges."""
        rows = [("High", Decimal("100.00"), 200), ("Low", 0, Decimal("99.99"))]
        with localcontext(Context(prec=2)):
            built = bands_from_ranges(rows, step=Decimal("0.01"))
        assert built.of(Decimal("99.99")).name == "Low"

    @pytest.mark.rule("HLT-11")
    def test_every_row_and_the_step_are_checked_at_once(self) -> None:
        """Numbers that are none, or not exact, are all named with their place."""
        rows: Any = [("A", 80.5, 100), ("B", "40", float("nan")), ("C", 0, 39)]
        with pytest.raises(InvalidModelError) as caught:
            bands_from_ranges(rows, step=Decimal(0))
        assert [(each.path, each.code) for each in caught.value.problems] == [
            ("step", "no-step"),
            ("[0].first", "not-exact"),
            ("[1].first", "not-a-number"),
            ("[1].last", "not-a-number"),
        ]

    @pytest.mark.parametrize(
        ("step", "message"),
        [
            (0, "a step is above 0, found 0"),
            (Decimal("-0.01"), "a step is above 0, found -0.01"),
            (0.01, "give a whole number or a Decimal, found 0.01"),
            (Decimal("Infinity"), "must be a finite number"),
            (None, "must be a number, found None"),
        ],
    )
    def test_a_step_that_cannot_be_meant_is_refused(
        self, step: Any, message: str
    ) -> None:
        """Without a step above 0 nobody knows whether two rows meet."""
        with pytest.raises(InvalidModelError, match=message):
            bands_from_ranges([("Good", 80, 100), ("Poor", 0, 79)], step=step)

    def test_an_empty_table_is_refused(self) -> None:
        """No row, no bands."""
        with pytest.raises(InvalidModelError, match="at least one row is needed"):
            bands_from_ranges([], step=1)

    def test_a_table_of_one_value_is_refused(self) -> None:
        """A scale has at least two values."""
        with pytest.raises(
            InvalidModelError, match="ends above its start, found 5 to 5"
        ):
            bands_from_ranges([("All", 5, 5)], step=1)


class TestEdges:
    @pytest.mark.rule("HLT-02")
    @pytest.mark.parametrize(
        ("value", "name"),
        [
            (100, "Good"),
            (80, "Good"),
            (80.0, "Good"),
            (Decimal("80.00"), "Good"),
            (Fraction(80), "Good"),
            (np.float64(80), "Good"),
            (np.int64(80), "Good"),
            (np.float32(79.5), "Fair"),
            (Decimal("79.999"), "Fair"),
            (79.999, "Fair"),
            (79.99999999999999, "Fair"),
            (Fraction(79_999_999_999_999_999_999, 10**18), "Fair"),
            (Decimal("79." + "9" * 50), "Fair"),
            (50.5, "Fair"),
            (Decimal("50.4999"), "Poor"),
            (0, "Poor"),
            (-0.0, "Poor"),
        ],
    )
    def test_a_floor_belongs_to_its_band_and_nothing_below_does(
        self, value: Any, name: str
    ) -> None:
        """Bands are half-open, and a value is not rounded into the band above."""
        assert MARKS.of(value).name == name

    @pytest.mark.rule("HLT-02")
    def test_the_health_bands_are_those_of_the_printed_table(
        self, rules: ps.Rulebook
    ) -> None:
        """In whole points the standard bands and the framework's table agree."""
        table = bands_from_ranges(
            [
                ("Champion", 90, 100),
                ("Healthy", 80, 89),
                ("At Risk", 70, 79),
                ("Critical", 60, 69),
                ("Emergency", 0, 59),
            ],
            step=1,
        )
        standard = rules.health.require_bands()
        for points in range(101):
            assert standard.of(points).name == table.of(points).name
        below = {"89.99": "Healthy", "79.99": "At Risk", "69.99": "Critical"}
        below |= {"59.99": "Emergency", "89.5": "Healthy", "89.997": "Healthy"}
        for value, name in below.items():
            assert standard.of(Decimal(value)).name == name

    @pytest.mark.parametrize(
        "value",
        [
            -0.01,
            100.01,
            Decimal("100.0000001"),
            Fraction(-1, 10**9),
            10**400,
            -(10**400),
        ],
    )
    def test_a_value_outside_the_scale_has_no_band(self, value: Any) -> None:
        """The ends of the scale are closed; beyond them is misuse."""
        with pytest.raises(InvalidValueError, match="outside the scale from 0 to 100"):
            MARKS.of(value)

    @pytest.mark.parametrize(
        "value",
        [
            *(None, "80", True, np.bool_(True), [80], 80j),
            *(float("nan"), float("inf"), np.float32("nan")),
            *(Decimal("NaN"), Decimal("sNaN"), Decimal("-Infinity")),
            *(Decimal("1E+999999999"), Decimal("1E-999999999")),
        ],
    )
    def test_what_is_no_number_has_no_band(self, value: Any) -> None:
        """Text, truth values, NaN, infinities and vast numbers are refused by name."""
        with pytest.raises(InvalidValueError, match="a value to be banded"):
            MARKS.of(value)

    def test_a_ratio_beyond_the_scale_gets_the_band_at_that_end(self) -> None:
        """Use of licences beyond 100 % counts as the top band."""
        assert MARKS.of_ratio(12_000, 100).name == "Good"
        assert MARKS.of_ratio(-1, 3).name == "Poor"

    @pytest.mark.parametrize("denominator", [0, -100])
    def test_a_ratio_has_a_denominator_above_zero(self, denominator: int) -> None:
        """A turned sign would give the opposite band."""
        with pytest.raises(InvalidValueError, match="denominator above 0"):
            MARKS.of_ratio(8_000, denominator)

    def test_negative_scales_work(self) -> None:
        """A Net Promoter Score from -100 to 100 has bands too."""
        marks = bands(band("good", "0"), band("poor", "-100"), low=-100)
        assert marks.of(-0.001).id == "poor"
        assert marks.of(Decimal("-0.0")).id == "good"


class TestFaults:
    pytestmark = pytest.mark.rule("HLT-11")

    @pytest.mark.parametrize(
        ("entries", "expected"),
        [
            ([], [("", "no-bands", "at least one band is needed")]),
            (
                [band("good", "80"), band("poor", "10")],
                [("poor", "gap", "values from 0 up to 10 belong to no band")],
            ),
            (
                [band("good", "80", "90"), band("poor", "0")],
                [("good", "gap", "values from 90 to 100 belong to no band")],
            ),
            (
                [band("good", "80", "100"), band("poor", "0")],
                [("good", "gap", "the value 100 belongs to no band")],
            ),
            (
                [band("good", "80"), band("poor", "0", "79")],
                [("poor", "gap", "values from 79 up to 80 belong to no band")],
            ),
            (
                [band("good", "80"), band("poor", "0", "85")],
                [
                    (
                        "poor",
                        "overlap",
                        "values from 80 up to 85 belong to two bands, Poor and Good",
                    )
                ],
            ),
            (
                [band("good", "80"), band("poor", "0", "200")],
                [
                    (
                        "poor",
                        "overlap",
                        "values from 80 to 100 belong to two bands, Poor and Good",
                    )
                ],
            ),
            (
                [band("good", "80"), band("poor", "0"), band("bad", "0")],
                [("bad", "overlap", "two bands start at 0")],
            ),
            (
                [band("good", "80.001"), band("poor", "0")],
                [("good", "too-fine", "the floor 80.001 is finer than hundredths")],
            ),
            (
                [band("super", "101"), band("poor", "0")],
                [
                    (
                        "super",
                        "unreachable-band",
                        "no value of the scale from 0 to 100 belongs to it",
                    )
                ],
            ),
            (
                [band("good", "80"), band("poor", "-5")],
                [
                    (
                        "poor",
                        "below-scale",
                        "its floor -5 lies below the scale from 0 to 100",
                    )
                ],
            ),
            (
                [band("good", "80"), band("poor", "0"), band("none", "-5")],
                [
                    (
                        "none",
                        "unreachable-band",
                        "no value of the scale from 0 to 100 belongs to it",
                    )
                ],
            ),
            (
                [band("good", "80"), band("poor", "0", "0")],
                [
                    ("poor", "empty-band", "it ends at 0, not above its floor 0"),
                    ("poor", "gap", "values from 0 up to 80 belong to no band"),
                ],
            ),
            (
                [band("x", "80", name="Same"), band("y", "0", name="Same")],
                [("y", "duplicate-name", "two bands have the name 'Same'")],
            ),
            (
                [band("x", "80", name="One"), band("x", "0", name="Two")],
                [("x", "duplicate-id", "two bands have the id 'x'")],
            ),
        ],
        ids=lambda each: each[0][1] if each and isinstance(each[0], tuple) else "",
    )
    def test_a_fault_is_named(self, entries: list[Band], expected: list[Any]) -> None:
        """What is wrong is told with the band and the values that it concerns."""
        assert faults(*entries) == expected

    def test_every_fault_is_named_at_once(self) -> None:
        """Nobody mends one fault to be told the next."""
        entries = [
            band("top", "120", name="Top"),
            band("good", "80.005", name="Good"),
            band("fair", "50", "90", name="Good"),
            band("poor", "10", "40"),
            band("poor", "5", "5", name="Bad"),
        ]
        expected = [
            ("poor", "duplicate-id"),
            ("fair", "duplicate-name"),
            ("good", "too-fine"),
            ("poor", "empty-band"),
            ("top", "unreachable-band"),
            ("poor", "gap"),
            ("poor", "gap"),
            ("fair", "overlap"),
        ]
        for order in permutations(entries):
            assert sorted(codes(*order)) == sorted(expected)
        assert codes(*entries) == expected

    def test_pieces_that_overlap_below_or_above_the_scale_are_told_once(self) -> None:
        """Only values of the scale count."""
        below = codes(band("a", "-9", "200"), band("b", "-5", "-2"))
        assert below == [("a", "below-scale"), ("b", "unreachable-band")]
        above = codes(band("a", "0", "200"), band("b", "150", "180"))
        assert above == [("b", "unreachable-band")]

    @pytest.mark.parametrize(
        ("low", "high"), [(100, 0), (5, 5), (Decimal(1), Decimal(1))]
    )
    def test_a_scale_has_a_length(self, low: Any, high: Any) -> None:
        """The end lies above the start; nothing else can then be judged."""
        entries = (band("good", "80"), band("poor", "10"))
        assert codes(*entries, low=low, high=high) == [("", "empty-scale")]

    @pytest.mark.parametrize(
        ("value", "code"),
        [
            (Decimal("NaN"), "not-a-number"),
            (Decimal("sNaN"), "not-a-number"),
            (Decimal("Infinity"), "not-a-number"),
            (Decimal("1E+999999999"), "not-a-number"),
            ("80", "not-a-number"),
            (True, "not-a-number"),
            (80.5, "not-exact"),
            (Fraction(1, 3), "not-exact"),
        ],
    )
    def test_edges_are_exact_numbers(self, value: Any, code: str) -> None:
        """A float, a NaN or text is refused where it stands, all of them at once."""
        with pytest.raises(InvalidModelError, match="band 'x'") as caught:
            Band(id="x", name="X", floor=value, ceiling=value)
        found = [(each.path, each.code) for each in caught.value.problems]
        assert found == [("floor", code), ("ceiling", code)]
        scale = codes(band("x", "0.001"), low=value, high=value)
        assert scale == [("x", "too-fine"), ("low", code), ("high", code)]

    def test_whole_numbers_are_exact(self) -> None:
        """A floor can be written as int; it equals the same Decimal."""
        assert bands(band("a", 0)) == bands(band("a", "0.00"), high=Decimal(100))


class TestCeilings:
    @pytest.mark.parametrize("top", [None, "100.01", "101", "1000"])
    def test_a_top_ceiling_beyond_the_scale_changes_nothing(self, top: Any) -> None:
        """The top band takes the end of the scale in."""
        marks = bands(band("good", "80", top), band("poor", "0", "80"))
        assert marks.of(100).id == "good"
        assert marks.of(Decimal("79.99")).id == "poor"

    def test_a_band_of_the_last_value_alone_is_one(self) -> None:
        """A floor at the end of the scale is reached by that one value."""
        marks = bands(band("perfect", "100"), band("rest", "0"))
        assert marks.of(100).id == "perfect"
        assert marks.of(99.999).id == "rest"


class TestLookingUp:
    def test_the_order_of_declaration_does_not_matter(self) -> None:
        """Bands are kept from the highest down, however they were given."""
        for order in permutations(MARKS.entries):
            again = bands(*order)
            assert again == MARKS
            assert hash(again) == hash(MARKS)
            assert [each.id for each in again] == ["good", "fair", "poor"]
            assert again.edges == (8_000, 5_050, 0)
        assert len(MARKS) == 3

    def test_neighbours(self) -> None:
        """Above the top and below the bottom there is nothing."""
        good, fair, poor = MARKS
        assert (MARKS.above(good), MARKS.above(fair)) == (None, good)
        assert (MARKS.below(poor), MARKS.below(fair)) == (None, poor)

    @pytest.mark.parametrize("way", ["above", "below"])
    def test_a_band_of_another_scale_has_no_neighbours_here(self, way: str) -> None:
        """The error names the bands that there are."""
        with pytest.raises(UnknownNameError, match="no band is called 'Goodish'"):
            getattr(MARKS, way)(band("goodish", "80"))

    def test_a_band_is_found_by_id_and_by_name(self) -> None:
        """An id comes before a name that is spelt the same."""
        marks = bands(band("a", "80", name="b"), band("b", "0", name="c"))
        assert marks["a"].floor == 80
        assert marks["b"].floor == 0
        assert marks["c"].floor == 0
        with pytest.raises(UnknownNameError, match="did you mean 'Good'"):
            MARKS["Godo"]

    def test_membership_goes_by_band_id_or_name(self) -> None:
        """Nothing else is in it."""
        assert all(each in MARKS for each in MARKS)
        assert "good" in MARKS
        assert "Good" in MARKS
        assert "best" not in MARKS
        assert band("good", "79") not in MARKS

    @pytest.mark.parametrize(
        "trip",
        [lambda each: pickle.loads(pickle.dumps(each)), copy.copy, copy.deepcopy],
    )
    def test_bands_travel(self, trip: Any) -> None:
        """A copy gives the same bands."""
        again = trip(MARKS)
        assert again == MARKS
        assert again.of(80).id == "good"
