"""Tornado pictures: what is drawn, in which order, and whose words are harmless."""

from __future__ import annotations

from typing import Any
from xml.etree import ElementTree as ET

import pytest

import partner_success as ps
from partner_success.display import tornado_svg
from partner_success.errors import InvalidUseError
from tests.unit.practice.returns.businesses import ours, usd
from tests.unit.practice.returns.investments import back, case, put_in


def texts(svg: str) -> list[str]:
    """Give every text of a picture, in order."""
    root = ET.fromstring(svg)
    return [each.text or "" for each in root.iter("{http://www.w3.org/2000/svg}text")]


@pytest.mark.rule("ROI-01")
def test_a_return_is_drawn_longest_bar_first(rules: ps.Rulebook) -> None:
    """Every line with the net return at both ends, the lower left of the higher."""
    returns = rules.returns
    found = returns.return_on_investment(returns.example.case).sensitivity()
    shown = texts(tornado_svg(found))
    assert shown[:6] == [
        "Return net of investment: 324.7 %, each line changed by 20 %",
        "return net of investment",
        "324.7 %",
        "Reduced churn",
        "286.1 %",
        "363.3 %",
    ]
    assert shown[6:9] == ["Support engineers", "304.7 %", "346.8 %"]
    assert shown[-1] == "darker: 20 % less; lighter: 20 % more"


@pytest.mark.rule("INC-04")
def test_a_business_case_is_drawn_with_its_months(rules: ps.Rulebook) -> None:
    """What is left at both ends, and in which month each breaks even."""
    given = ours(set_up=usd(720), discounts=usd(3000), months=6)
    found = rules.returns.business_case(given).sensitivity()
    shown = texts(tornado_svg(found, title="Acme"))
    assert shown[:6] == [
        "Acme",
        "net at the end in USD (break-even month)",
        "0 USD (6)",
        "discounts",
        "-300 (never)",
        "300 (5)",
    ]


def test_two_ends_on_one_side_are_both_seen(rules: ps.Rulebook) -> None:
    """Rebates every two and every four months both leave less after two years."""
    given = ours(rebates=usd(9000), months=24)
    found = rules.returns.business_case(given).sensitivity()
    [swing] = [each for each in found.swings if each.assumption == "rebate_every"]
    assert swing.lower.net < found.net
    assert swing.higher.net < found.net
    root = ET.fromstring(tornado_svg(found))
    heights = {
        each.get("height")
        for each in root.iter("{http://www.w3.org/2000/svg}rect")
        if float(each.get("height", "0")) <= 14
    }
    assert heights == {"14", "7"}


def test_nothing_to_draw(rules: ps.Rulebook) -> None:
    """Without an investment there is no bar; one of no length stands in the middle."""
    returns = rules.returns
    none = returns.return_on_investment(case(back("a", 5))).sensitivity()
    svg = tornado_svg(none)
    assert "No bars." in svg
    assert "none" in texts(svg)
    still = returns.return_on_investment(case(put_in("a", 5), back("b"))).sensitivity()
    assert texts(tornado_svg(still))[3:6] == ["A", "-100 %", "-100 %"]


def test_names_are_harmless(rules: ps.Rulebook) -> None:
    """Markup and marks of others are shown, not obeyed."""
    lines = (put_in("a", 5, name="<b>\u202e</b>"), back("b", 6))
    svg = tornado_svg(rules.returns.return_on_investment(case(*lines)).sensitivity())
    assert "<b>" not in svg
    assert "<b>\\u202e</b>" in texts(svg)


def test_other_things_are_refused() -> None:
    """What is no sensitivity."""
    wrong: Any = 5
    with pytest.raises(InvalidUseError, match="a tornado is drawn of"):
        tornado_svg(wrong)
