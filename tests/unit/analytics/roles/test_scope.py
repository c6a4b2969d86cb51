"""Who is shown what, and what no report can be made of."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import attrs
import pytest

import partner_success as ps
from partner_success.access import Actor, partner_resource
from partner_success.analytics import View, view_of
from partner_success.analytics.roles import (
    ReportedPartner,
    feature_adoption,
    psm_report,
    psm_success,
    tam_report,
)
from partner_success.errors import (
    InvalidDataError,
    InvalidUseError,
    InvalidValueError,
    UnknownNameError,
)
from tests.support.role_facts import MAY, beta, facts, on, order, snapshot, usage

ADA = Actor(id="p-1", email="ada@example.com", roles=["PSM"])


def seen(rules: ps.Rulebook, *mine: str, role: str = "PSM") -> View:
    """Give what Ada sees, who looks after some of three partners in Gate 3."""
    resources = [
        partner_resource(
            each,
            stage="gate_3",
            team={"PSM": "ada@example.com" if each in mine else "bo@example.com"},
        )
        for each in ("acme", "birch", "cedar")
    ]
    return view_of(ADA, rules.access, resources, role=role, at=on(31))


@pytest.mark.rule("ANL-01", "ANL-06")
def test_a_view_leaves_partners_out_and_says_how_many(rules: ps.Rulebook) -> None:
    """Their betas and orders count nowhere."""
    two = [
        facts(
            rules,
            id_,
            started=on(4),
            beta=beta("running", on(5)),
            records={"orders": [order(1, on(6), 2, partner_id=id_)]},
        )
        for id_ in ("acme", "birch")
    ]
    found = psm_report(
        two, rules, period=MAY, zone=UTC, view=seen(rules, "acme", "cedar")
    )
    assert [each.partner_id for each in found.partners] == ["acme"]
    assert (found.head.withheld, found.beta["running"]) == (1, 1)
    assert found.orders.success.denominator.amount == 1
    remark = "1 partner not shown, whose PSM analytics are not open to you"
    assert found.explain().remarks == (remark,)
    assert {table.remarks for table in found.tables()} == {(remark,)}


@pytest.mark.rule("ANL-03", "ANL-06")
def test_who_may_see_nothing_is_told_so(rules: ps.Rulebook) -> None:
    """Every figure is absent, and the remark says why."""
    nothing = view_of(
        Actor(id="p-9", email="eve@example.com", roles=["TAM"]),
        rules.access,
        [partner_resource("acme", stage="gate_3", team={"TAM": "eve@example.com"})],
        role="PSM",
        at=on(31),
    )
    found = psm_success(
        [facts(rules, started=on(4))], rules, period=MAY, zone=UTC, view=nothing
    )
    assert found.explain().remarks == (
        "nothing is shown: PSM analytics are not open to you",
    )
    assert found.support.items.exact is None


@pytest.mark.rule("ANL-06")
def test_the_view_of_another_role_is_refused(rules: ps.Rulebook) -> None:
    """What is open of one role's analytics need not be of another's."""
    psm = seen(rules, "acme")
    with pytest.raises(InvalidUseError, match="of the role TAM, and the view of PSM"):
        tam_report([facts(rules)], rules, period=MAY, zone=UTC, view=psm)
    with pytest.raises(InvalidUseError, match="of the role TAM, and the view of PSM"):
        feature_adoption([snapshot("acme")], rules, on=MAY.last, view=psm)


def test_a_journey_that_went_on_is_refused_by_name(rules: ps.Rulebook) -> None:
    """Every one is named, with what to give instead; the last day is inside."""
    late = datetime(2026, 6, 1, tzinfo=UTC)
    partners = [
        facts(rules, "acme", at=late),
        facts(rules, "birch", started=late),
        facts(rules, "cedar", started=on(31, hour=23)),
        facts(rules, "dune", started=late),
    ]
    with pytest.raises(InvalidDataError) as caught:
        psm_report(partners, rules, period=MAY, zone=UTC)
    paths = [problem.path for problem in caught.value.problems]
    assert paths == ["[1].journey.at", "[3].journey.at"]
    assert "give journey.as_of(...).state" in str(caught.value)


def test_a_report_is_refused_of_what_is_none(rules: ps.Rulebook) -> None:
    """Doubles, other kinds of records, a period that is none, and no zone."""
    one: Any = facts(rules)
    wrong: Any = None
    with pytest.raises(InvalidValueError, match="'acme' is there twice"):
        psm_report([one, one], rules, period=MAY, zone=UTC)
    with pytest.raises(InvalidUseError, match="needs a ReportedPartner"):
        psm_report([one.snapshot], rules, period=MAY, zone=UTC)
    with pytest.raises(InvalidUseError, match="needs a Period"):
        psm_report([one], rules, period=wrong, zone=UTC)
    with pytest.raises(InvalidValueError, match="zone needs a time zone"):
        psm_report([one], rules, period=MAY, zone=wrong)
    with pytest.raises(InvalidValueError, match="'acme' is there twice"):
        feature_adoption([one.snapshot, one.snapshot], rules, on=MAY.last)
    with pytest.raises(InvalidUseError, match="needs a Snapshot"):
        feature_adoption([one], rules, on=MAY.last)
    with pytest.raises(InvalidValueError, match="on needs a day"):
        feature_adoption([], rules, on=on(31))


def test_a_stage_that_the_journey_lacks_is_unknown(rules: ps.Rulebook) -> None:
    """The rulebook names the stage of each role, and can name another."""
    policy = attrs.evolve(rules.role_analytics, psm_stage="gate_33")
    other = attrs.evolve(rules, role_analytics=policy)
    with pytest.raises(UnknownNameError, match="gate_3"):
        psm_report([facts(rules)], other, period=MAY, zone=UTC)


@pytest.mark.rule("ANL-01")
def test_the_rulebook_says_whose_stage_it_is(rules: ps.Rulebook) -> None:
    """With another stage the same report is of that one."""
    policy = attrs.evolve(rules.role_analytics, psm_stage="post_launch")
    other = attrs.evolve(rules, role_analytics=policy)
    one = facts(rules, started=on(4), passed=on(5), operating=on(6))
    found = psm_report([one], other, period=MAY, zone=UTC)
    assert found.head.stage == "Post-Launch"
    assert [each.partner_id for each in found.partners] == ["acme"]


def test_facts_are_of_one_partner(rules: ps.Rulebook) -> None:
    """Every fault is named at once."""
    one, other = facts(rules), facts(rules, "birch")
    wrong: Any = {"x": "many"}
    with pytest.raises(InvalidDataError) as caught:
        ReportedPartner(snapshot=one.snapshot, journey=other.journey, operation=wrong)
    assert [problem.code for problem in caught.value.problems] == [
        "another-partner",
        "wrong-type",
    ]
    nothing: Any = None
    with pytest.raises(InvalidDataError) as caught:
        ReportedPartner(
            snapshot=nothing, journey=nothing, revenue=wrong, operation=nothing
        )
    assert {problem.path for problem in caught.value.problems} == {
        "snapshot",
        "journey",
        "operation",
        "revenue",
    }


def test_usage_of_a_partner_is_shown_to_who_may_see_it(rules: ps.Rulebook) -> None:
    """The view of a TAM leaves out partners that another one looks after."""
    tam = Actor(id="p-2", email="tim@example.com", roles=["TAM"])
    resources = [
        partner_resource(id_, stage="post_launch", team={"TAM": f"{who}@example.com"})
        for id_, who in (("acme", "tim"), ("birch", "ann"))
    ]
    view = view_of(tam, rules.access, resources, role="TAM", at=on(31))
    both = [
        snapshot(id_, usage(f"{id_}-1", MAY.last, 10, chat=5))
        for id_ in ("acme", "birch")
    ]
    found = feature_adoption(both, rules, on=MAY.last, view=view)
    assert (found.partners, found.head.withheld) == (("acme",), 1)
    assert found.explain().remarks == (
        "1 partner not shown, whose TAM analytics are not open to you",
    )
