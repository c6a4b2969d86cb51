"""Rule cases: how they are read, what they ask, what they say where it is not so."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Any

import attrs
import pytest

import partner_success as ps
from partner_success.errors import InvalidDataError, UnknownNameError
from partner_success.rulebook.book import overlay_rulebook
from partner_success.testing.rule_cases import (
    RULE_CASE_KINDS,
    Mismatch,
    RuleCase,
    check_rule_case,
    read_rule_cases,
)
from partner_success.testing.rule_cases.comparing import comparable

KINDS = RULE_CASE_KINDS.ids


def case(kind: str, expect: dict[str, Any], **given: Any) -> RuleCase:
    """Give a case of a kind."""
    return RuleCase(kind=kind, name="It is so", given=given, expect=expect)


def problems(error: pytest.ExceptionInfo[InvalidDataError]) -> dict[str, str]:
    """Give the code of each fault by its path."""
    return {each.path: each.code for each in error.value.problems}


def read(**kinds: Any) -> tuple[RuleCase, ...]:
    """Read the cases of a document."""
    return read_rule_cases(kinds, kinds=KINDS)


def test_a_case_takes_over_what_it_does_not_say() -> None:
    """Tables are laid over each other, at any depth, and null takes an entry out."""
    first = {
        "name": "One",
        "rules": ["QST-09"],
        "form": "gate_1",
        "given": {"phase_1a": {"kickoff_held": True, "plan_created": True}},
        "verdicts": {"phase_1a": True},
        "expect": {"outcome": "pass"},
    }
    second = {
        "name": "Two",
        "like": "One",
        "given": {"phase_1a": {"plan_created": None, "kickoff_held": False}},
        "verdicts": None,
        "day": "2026-05-04",
        "expect": {"outcome": "fail"},
    }
    one, two = read(questionnaires=[first, second])
    assert (one.rules, two.rules) == (("QST-09",), ())
    assert dict(two.given) == {
        "form": "gate_1",
        "given": {"phase_1a": {"kickoff_held": False}},
        "day": "2026-05-04",
    }
    assert first["given"] == {"phase_1a": {"kickoff_held": True, "plan_created": True}}


def test_every_fault_of_a_file_is_named_at_once() -> None:
    """An unknown kind, names that stand twice or nowhere, nothing expected."""
    good = {"name": "One", "expect": {"risk": "High"}}
    with pytest.raises(InvalidDataError) as error:
        read(
            licenses=[good],
            licences=[
                good,
                {**good, "like": "Nobody"},
                {"name": "Two", "expect": {}},
                {"name": "Three"},
            ],
        )
    assert problems(error) == {
        "licenses": "unknown",
        "licences[1].name": "twice",
        "licences[1].like": "unknown",
        "licences[2].expect": "empty",
        "licences[3].expect": "missing-key",
    }
    assert "did you mean 'licences'?" in str(error.value)
    with pytest.raises(InvalidDataError, match=r"known: .*health"):
        read(weather=[good])


def test_what_a_case_cannot_give_or_expect_is_refused(rules: ps.Rulebook) -> None:
    """A typing error never makes a case that cannot fail."""
    with pytest.raises(InvalidDataError, match="licenced"):
        check_rule_case(rules, case("licences", {"risk": "High"}, licenced=5))
    with pytest.raises(InvalidDataError, match="did you mean 'risk'"):
        check_rule_case(rules, case("licences", {"rsik": "High"}, licensed=5))
    with pytest.raises(InvalidDataError, match="known: risk, delta"):
        check_rule_case(rules, case("licences", {"weather": "fine"}, licensed=5))
    with pytest.raises(UnknownNameError, match="kind of case"):
        check_rule_case(rules, case("weather", {"fine": True}))


def test_what_came_out_otherwise_is_told(rules: ps.Rulebook) -> None:
    """Each fact by itself, as a person would write it."""
    wrong = {"risk": "High", "percent": 33.3, "up_sell": True, "delta": 2}
    found = check_rule_case(rules, case("licences", wrong, licensed=3, active=1))
    assert [str(each) for each in found] == [
        "risk: expected 'High', found 'Medium'",
        "percent: expected 33.3, found 100/3",
        "up_sell: expected yes, found no",
    ]
    assert found[0] == Mismatch(fact="risk", expected="High", found="Medium")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (0.1, Decimal("0.1")),
        (Fraction(1, 2), 0.5),
        ((1, 2), [1, 2]),
        ({1: True}, {"1": True}),
        (float("inf"), Decimal("Infinity")),
    ],
)
def test_what_is_the_same_is_the_same(one: object, other: object) -> None:
    """Numbers as they are written, lists of any type, keys as text."""
    assert str(comparable(one)).lower()[:3] == str(comparable(other)).lower()[:3]


def test_yes_is_not_one() -> None:
    """A truth value is no number."""
    assert comparable(True) is True
    assert comparable([False]) != comparable([""])


def test_a_company_asks_its_own_scorecard(rules: ps.Rulebook) -> None:
    """Cases speak of scorecards that a rulebook brings itself."""
    band = {"id": "any", "name": "Any", "floor": 0}
    card = {
        "id": "setup",
        "name": "Setup",
        "low": 0,
        "high": 100,
        "components": [
            {"id": "speed", "name": "Speed", "weight": 1, "better": "higher"}
        ],
        "bands": {"low": 0, "high": 100, "entries": [band]},
    }
    edition = {"id": "acme 1", "name": "Acme", "effective_from": "2026-06-01"}
    ours = overlay_rulebook(rules, {"edition": edition, "scorecards": [card]})
    asked = case(
        "scorecards",
        {"score": 64, "band": "Any"},
        scorecard="setup",
        given={"speed": 64},
    )
    assert check_rule_case(ours, asked) == ()
    with pytest.raises(UnknownNameError, match="scorecard"):
        check_rule_case(rules, asked)


def test_a_score_that_is_refused_has_the_facts_of_one(rules: ps.Rulebook) -> None:
    """What there is not is nothing, and not unknown."""
    expect = {"score": None, "band": None, "refused": ["weather"], "missing": []}
    found = check_rule_case(rules, case("health", expect, given={"weather": 1}))
    assert found == ()


def test_ratings_are_one_for_all_or_one_each(rules: ps.Rulebook) -> None:
    """Three ratings for ten elements are nobody's."""
    with pytest.raises(InvalidDataError, match="3 ratings for the 10 elements"):
        check_rule_case(
            rules, case("readiness", {"level": None}, given={"strategy": [1, 2, 3]})
        )


@pytest.mark.parametrize("more", [{}, {"given": {"strategy": 3}, "total": 400}])
def test_a_sheet_is_ratings_or_a_total(
    rules: ps.Rulebook, more: dict[str, Any]
) -> None:
    """A case that gives neither would hold whatever the rulebook says."""
    with pytest.raises(InvalidDataError, match="bare 'total'"):
        check_rule_case(rules, case("readiness", {"level": None}, **more))


CLOCK = {
    "policy": "partner_support",
    "severity": "high",
    "opened": "2026-05-04 10:00",
    "ask": "2026-05-04 12:00",
    "target": "first_response",
}


@pytest.mark.parametrize(
    ("more", "text"),
    [
        ({"events": [["2026-05-04 11:00"]]}, "an event is"),
        ({"events": [["2026-05-04 11:00", "paused"]]}, "an event is"),
        ({"events": [["2026-05-04 11:00", "resumed", "why"]]}, "an event is"),
        ({"events": [["2026-05-04 11:00", "slept"]]}, "slept"),
        ({"events": [["at noon", "resumed"]]}, "'at noon' is no time"),
        ({"ask": "tomorrow"}, "'tomorrow' is no time"),
        ({"zone": "Europe/Berln"}, "Europe/Berln"),
        ({"zone": "../etc"}, "no time zone"),
    ],
)
def test_a_clock_that_cannot_be_run_is_refused(
    rules: ps.Rulebook, more: dict[str, Any], text: str
) -> None:
    """The message says what was found, and how to write it."""
    with pytest.raises((InvalidDataError, UnknownNameError), match=text):
        check_rule_case(rules, case("sla", {"state": "running"}, **CLOCK | more))


def test_an_instant_may_bring_its_zone(rules: ps.Rulebook) -> None:
    """With an offset it is that instant; a severity can change."""
    events = [["2026-05-04T10:30+00:00", "severity_changed", "critical"]]
    given = CLOCK | {"opened": "2026-05-04T12:00+02:00", "events": events}
    expect = {"state": "breached", "due": "2026-05-04 11:00", "refused": []}
    assert check_rule_case(rules, case("sla", expect, **given)) == ()


@pytest.mark.parametrize(
    ("more", "text"),
    [
        ({"usage": [[5]]}, "a run of use"),
        ({"usage": [[5, 0]]}, "a run of use"),
        ({"usage": [[5, Decimal("1.5")]]}, "a run of use"),
        ({"nps": {"soon": 5}}, "'soon' is no day"),
        ({"meetings": {"soon": "held"}}, "'soon' is no day"),
    ],
)
def test_facts_of_a_customer_that_are_none_are_refused(
    rules: ps.Rulebook, more: dict[str, Any], text: str
) -> None:
    """The message says how to write them."""
    given = {"trigger": "usage_decline", "day": "2026-05-28"} | more
    with pytest.raises(InvalidDataError, match=text):
        check_rule_case(rules, case("triggers", {"state": "quiet"}, **given))


def test_what_is_done_to_a_partner_needs_one(rules: ps.Rulebook) -> None:
    """Who leaves the partner out is told so."""
    asked = case("access", {"allowed": False}, action="view_partner", person={})
    with pytest.raises(InvalidDataError, match="say which"):
        check_rule_case(rules, asked)


def test_a_fiscal_year_as_the_rulebook_has_it(rules: ps.Rulebook) -> None:
    """A case may say the first month, and else the rulebook does."""
    projects = [{"completed": "2025-12-31", "ratings": [5]}]
    given: dict[str, Any] = {"day": "2026-01-31", "projects": projects}
    ours = attrs.evolve(rules.csat, first_month=2)
    asked = case("csat", {"projects": 0}, **given)
    assert check_rule_case(rules, asked) == ()
    assert check_rule_case(attrs.evolve(rules, csat=ours), asked) != ()
    moved = case("csat", {"projects": 1, "mean": 5}, **given, first_month=2)
    assert check_rule_case(rules, moved) == ()
