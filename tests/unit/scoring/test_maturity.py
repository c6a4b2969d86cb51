"""CS maturity of a partner: four pillars, counted, and what to build next."""

from __future__ import annotations

from itertools import product
from typing import Any

import pytest

import partner_success as ps
from partner_success.errors import InvalidDataError
from tests.unit.scoring.cards import found

PILLARS = ("csms", "tool", "metrics", "playbooks")


@pytest.mark.rule("RDY-08")
def test_the_four_pillars_in_the_order_to_build_them(rules: ps.Rulebook) -> None:
    """CSMs, a tool, metrics, playbooks; each asks something and advises something."""
    assert rules.maturity.pillars.ids == PILLARS
    assert all(pillar.question.endswith("?") for pillar in rules.maturity.pillars)
    assert all(pillar.advice for pillar in rules.maturity.pillars)
    assert {c.source for c in rules.maturity.citations} == {"ESG", "DECISION"}
    for pillar in rules.maturity.pillars:
        assert [str(c) for c in pillar.citations] == ["ESG: CS Maturity Assessment"]


@pytest.mark.rule("RDY-08")
def test_the_stage_is_the_number_in_place_for_every_combination(
    rules: ps.Rulebook,
) -> None:
    """All sixteen answers: 0 to 4, and the gaps in order."""
    for answers in product([True, False], repeat=4):
        given = dict(zip(PILLARS, answers, strict=True))
        result = rules.maturity.assess(given)
        gaps = [pillar for pillar, answer in given.items() if not answer]
        assert result.stage == answers.count(True)
        assert [pillar.id for pillar in result.to_build] == gaps
        assert (result.next.id if result.next else None) == (gaps[0] if gaps else None)


@pytest.mark.rule("RDY-08")
def test_what_is_not_answered_is_not_taken_for_missing(rules: ps.Rulebook) -> None:
    """The stage stays open, and only a plain no is something to build."""
    result = rules.maturity.assess({"csms": True, "tool": None, "metrics": False})
    assert result.stage is None
    assert [pillar.id for pillar in result.to_build] == ["metrics"]
    assert str(result) == "CS maturity: stage 1 to 3 of 4"
    assert result.explain().remarks == (
        "build: agree on metrics and measure them",
        "not answered: tool, playbooks",
    )
    blank = rules.maturity.assess({})
    assert (blank.stage, blank.next, blank.to_build) == (None, None, ())


@pytest.mark.rule("RDY-08")
def test_the_explanation_of_a_stage(rules: ps.Rulebook) -> None:
    """The stage, and what to build in order."""
    result = rules.maturity.assess(
        dict.fromkeys(PILLARS[:2], True) | dict.fromkeys(PILLARS[2:], False)
    )
    assert str(result.explain()).splitlines() == [
        "CS maturity: stage 2 of 4",
        "build: agree on metrics and measure them",
        "build: write playbooks for the situations that recur",
        "(rulebook standard 2026.1)",
    ]
    assert "stage 2 of 4" in result._repr_html_()
    assert result.provenance.edition == "standard 2026.1"


@pytest.mark.rule("RDY-08")
@pytest.mark.parametrize("answer", [1, 0, "yes", 1.0, float("nan")])
def test_an_answer_is_yes_or_no(rules: ps.Rulebook, answer: Any) -> None:
    """Every answer that is neither is named, with the unknown pillars."""
    with pytest.raises(InvalidDataError) as caught:
        rules.maturity.assess({"csms": answer, "tool": answer, "metric": True})
    assert found(caught.value.problems) == {
        ("csms", "not-a-yes-or-no"),
        ("tool", "not-a-yes-or-no"),
        ("metric", "unknown-name"),
    }
    assert "did you mean 'metrics'" in str(caught.value)
    with pytest.raises(InvalidDataError):
        rules.maturity.assess({"csms": answer})
