"""Pictures of counts: what is drawn, and whose words are harmless."""

from __future__ import annotations

import pytest

from partner_success.display import CountBar, count_bars_svg
from partner_success.display.ticks import round_ticks
from partner_success.errors import InvalidValueError
from tests.support.drawn_svg import NAMESPACE, read, words_of


@pytest.mark.rule("ANL-04")
def test_counts_and_their_shares_are_told_in_order() -> None:
    """Whole per cent that add up, and no bar where there is nothing."""
    root = read(count_bars_svg({"Gate 1": 2, "Gate 2": 1, "Launched": 0}, title="Now"))
    assert words_of(root) == [
        "Now",
        "3 partners in all",
        *("Gate 1", "2", "67 %"),
        *("Gate 2", "1", "33 %"),
        *("Launched", "0", "0 %"),
    ]
    boxes = [each for each in root.iter(f"{NAMESPACE}rect") if each.get("height")]
    widths = [
        float(each.attrib["width"]) for each in boxes if each.get("height") == "15"
    ]
    assert len(widths) == 2
    assert widths[0] == pytest.approx(2 * widths[1], abs=0.2)


def test_nothing_to_count() -> None:
    """A picture without bars says that there is none."""
    assert words_of(read(count_bars_svg([], title="Now"))) == [
        "Now",
        "0 partners in all",
    ]


def test_words_are_harmless_and_described() -> None:
    """Markup is shown, and a reader who does not see it is told the same."""
    svg = count_bars_svg([CountBar("<b>x</b>", 1, "worst")], title="T", of="ticket")
    assert "<b>" not in svg
    described = read(svg).find(f"{NAMESPACE}desc")
    assert described is not None
    assert described.text == "1 ticket in all. <b>x</b>: 1"


@pytest.mark.parametrize("wrong", [-1, 1.5, True, "1"])
def test_what_is_no_count_is_refused(wrong: object) -> None:
    """A bar counts whole things from 0 up."""
    with pytest.raises(InvalidValueError, match="from 0 up"):
        count_bars_svg({"a": wrong}, title="T")  # type: ignore[dict-item]


@pytest.mark.parametrize(
    ("most", "ticks"),
    [
        (1, (0, 1)),
        (5, (0, 1, 2, 3, 4, 5)),
        (6, (0, 2, 4, 6)),
        (100, (0, 20, 40, 60, 80, 100)),
        (101, (0, 50, 100, 150)),
    ],
)
def test_ticks_are_round_and_reach_far_enough(
    most: int, ticks: tuple[int, ...]
) -> None:
    """Six of them at most."""
    assert round_ticks(most) == ticks
