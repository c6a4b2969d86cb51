"""Which playbooks are due: each once, with everything that calls for it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import partner_success as ps
from partner_success.core import Provenance, Series
from partner_success.core.collections import Catalogue
from partner_success.engagement.playbooks import (
    Cause,
    CauseKind,
    PlaybookCause,
    PlaybookChoice,
    Situation,
    choose_playbooks,
)
from partner_success.errors import InvalidValueError, UnknownNameError
from partner_success.scoring import TriggerFacts
from partner_success.scoring.triggers import TriggerReport, TriggerResult
from tests.unit.scoring.triggers.known import DAY, days, meeting, runs, seen, ticket

UNHAPPY = ("partner_unhappy_with_performance", "success_plan")
some = settings(max_examples=min(30, settings().max_examples))


def chosen(rules: ps.Rulebook, **facts: Any) -> PlaybookChoice:
    """Choose by the rulebook."""
    return choose_playbooks(rules.playbooks, rules.triggers, **facts)


def by_triggers(rules: ps.Rulebook, **facts: Any) -> PlaybookChoice:
    """Choose by what triggers say of facts."""
    report = rules.triggers.judge(TriggerFacts(**facts), on=DAY)
    return chosen(rules, report=report)


@pytest.mark.rule("PLB-05")
@pytest.mark.parametrize(
    ("value", "playbooks", "draws_in"),
    [
        (95, ("expansion_success",), ()),
        (85, (), ()),
        (75, UNHAPPY, ()),
        (65, UNHAPPY, ("executive",)),
        (30, UNHAPPY, ("ceo",)),
    ],
)
def test_bands_call_for_playbooks(
    rules: ps.Rulebook,
    value: int,
    playbooks: tuple[str, ...],
    draws_in: tuple[str, ...],
) -> None:
    """The band of a score, from Champion down to Emergency."""
    band = rules.health.require_bands().of(value)
    choice = chosen(rules, band=band)
    assert choice.chosen.ids == playbooks
    assert choice.draws_in == draws_in
    for each in choice.chosen:
        assert each.draws_in == draws_in
        assert each.causes == (
            PlaybookCause(
                kind=CauseKind.BAND,
                id=band.id,
                name=band.name,
                draws_in=draws_in[0] if draws_in else None,
            ),
        )
    assert chosen(rules, band=band.id).chosen.ids == playbooks


@pytest.mark.rule("PLB-05")
@pytest.mark.parametrize(
    ("facts", "trigger", "playbook"),
    [
        ({"usage": runs((90, 20), (60, 20))}, "usage_decline", "adoption_process"),
        (
            {"tickets": [ticket("t-1", DAY), ticket("t-2", DAY)]},
            "performance",
            "critical_production_issue",
        ),
        (
            {"tickets": [ticket("t-1", DAY, DAY), ticket("t-2", DAY, DAY)]},
            "performance",
            "performance_optimisation",
        ),
        ({"nps": Series({DAY: 30})}, "complaints", UNHAPPY[0]),
        (
            {"meetings": [meeting(DAY, held=False)]},
            "executive_disengagement",
            "business_review",
        ),
        (
            {"meetings": [meeting(DAY, held=False)], "renews_on": DAY + days(180)},
            "executive_disengagement",
            "renewal_success",
        ),
        ({"evaluations": [seen(DAY)]}, "competitive_activity", "renewal_success"),
    ],
)
def test_triggers_call_for_playbooks(
    rules: ps.Rulebook, facts: dict[str, Any], trigger: str, playbook: str
) -> None:
    """Each that fires calls for its playbook, from the day on which it began."""
    [found] = by_triggers(rules, **facts).chosen
    [cause] = found.causes
    assert found.playbook is rules.playbooks[playbook]
    assert (cause.kind, cause.id) == (CauseKind.TRIGGER, trigger)
    assert cause.since is not None
    assert cause.name == rules.triggers.names[trigger]
    assert found.draws_in == ()
    # What a run of the playbook keeps.
    assert cause.cause == Cause(kind="trigger", id=trigger, day=cause.since)


@pytest.mark.rule("PLB-05")
def test_licences_that_are_over_used(rules: ps.Rulebook) -> None:
    """Each with more active than licensed users speaks for an expansion."""
    counts = {"seats": (10, 13), "admins": (5, 5), "api": (0, 1), "guests": (9, 1)}
    licences = {id_: rules.licence.judge(*count) for id_, count in counts.items()}
    [found] = chosen(rules, licences=licences).chosen
    assert found.id == "considering_expansion"
    assert [(each.kind, each.id) for each in found.causes] == [
        (CauseKind.LICENCE, "api"),
        (CauseKind.LICENCE, "seats"),
    ]
    assert str(found.causes[1]) == (
        "licence 3 more active than licensed users of seats"
    )


@pytest.mark.rule("PLB-05")
def test_metrics_that_miss_their_target_in_gate_3(rules: ps.Rulebook) -> None:
    """Every one of them is told, once."""
    missed = ["order_success", "fulfilment_time", "order_success"]
    [found] = chosen(rules, missed_metrics=missed).chosen
    assert found.id == "metrics_below_target"
    assert [(each.kind, each.id) for each in found.causes] == [
        (CauseKind.METRIC, "fulfilment_time"),
        (CauseKind.METRIC, "order_success"),
    ]


@pytest.mark.rule("PLB-05")
def test_a_playbook_with_several_causes(rules: ps.Rulebook) -> None:
    """It stands once, with each cause, and bands come before triggers."""
    report = rules.triggers.judge(
        TriggerFacts(nps=Series({DAY - days(2): 30}), evaluations=[seen(DAY)]), on=DAY
    )
    choice = chosen(rules, band="critical", report=report, missed_metrics={"uptime"})
    assert {
        each.id: [str(cause) for cause in each.causes] for each in choice.chosen
    } == {
        UNHAPPY[0]: ["band critical", "trigger Complaints since 2026-05-26"],
        UNHAPPY[1]: ["band critical"],
        "renewal_success": ["trigger Competitive activity since 2026-05-28"],
        "metrics_below_target": ["metric uptime below target in Gate 3"],
    }
    assert choice.chosen["renewal_success"].draws_in == ()
    assert choice.not_judged == (
        *("usage_decline", "performance", "executive_disengagement"),
    )
    title, *_, drawn, unknown, provenance = str(choice.explain()).splitlines()
    assert title == "4 playbooks due"
    assert drawn == "to be drawn in: executive"
    assert unknown == (
        "not enough is known to judge: usage_decline, performance,"
        " executive_disengagement"
    )
    assert provenance == f"(rulebook {rules.edition.id})"


@pytest.mark.rule("PLB-05")
def test_nothing_is_due(rules: ps.Rulebook) -> None:
    """Where nothing is known, nothing is called for."""
    choice = chosen(rules)
    assert (choice.chosen.ids, choice.draws_in, choice.not_judged) == ((), (), ())
    assert choice.explain().title == "no playbooks due"
    assert chosen(rules, band="champion").explain().title == "1 playbook due"


@pytest.mark.rule("PLB-05")
def test_somebody_can_be_drawn_in_without_a_playbook(rules: ps.Rulebook) -> None:
    """An escalation of a band does not get lost where it names no playbook."""
    responses = [attrs.evolve(each, playbooks=()) for each in rules.triggers.responses]
    triggers = attrs.evolve(rules.triggers, responses=Catalogue(responses))
    choice = choose_playbooks(rules.playbooks, triggers, band="emergency")
    assert (choice.chosen.ids, choice.draws_in) == ((), ("ceo",))


@pytest.mark.rule("PLB-05")
def test_the_mapping_is_data(rules: ps.Rulebook) -> None:
    """A company's rulebook answers otherwise, without a line of code."""
    edition = {
        "id": "acme 1",
        "name": "Acme",
        "effective_from": "2026-07-01",
        "extends": rules.edition.id,
    }
    ours = ps.rulebook.from_document(
        {
            "edition": edition,
            "playbooks": [
                {"id": "metrics_below_target", "answers": []},
                {"id": "launch_date_pressure", "answers": ["metrics below target"]},
            ],
            "triggers": {
                "responses": [{"id": "healthy", "playbooks": ["success_plan"]}]
            },
        }
    )
    choice = chosen(ours, band="healthy", missed_metrics=["uptime"])
    assert choice.chosen.ids == ("success_plan", "launch_date_pressure")
    assert choice.provenance.edition == "acme 1"


def test_what_is_not_there_is_an_error(rules: ps.Rulebook) -> None:
    """An unknown band or playbook is misuse, and the near one is told."""
    with pytest.raises(UnknownNameError, match="did you mean 'critical'"):
        chosen(rules, band="critcal")
    few = Catalogue([rules.playbooks["success_plan"]], kind="playbook")
    with pytest.raises(UnknownNameError, match="called 'expansion_success'"):
        choose_playbooks(few, rules.triggers, band="champion")


@pytest.mark.parametrize("missed", ["uptime", ["uptime", 5], [None]])
def test_metrics_are_a_collection_of_ids(rules: ps.Rulebook, missed: Any) -> None:
    """A single text would be taken letter by letter."""
    with pytest.raises(InvalidValueError, match="the ids of metrics"):
        chosen(rules, missed_metrics=missed)


def report_of(calls: dict[str, list[str]]) -> TriggerReport:
    """Give a report in which triggers fire for some playbooks."""
    results = [
        TriggerResult(
            id=id_,
            name=id_,
            state="fired",
            since=date(2026, 1, 1),
            evidence=(),
            playbooks=tuple(playbooks),
            rules=(),
            citations=(),
            provenance=Provenance(),
        )
        for id_, playbooks in calls.items()
    ]
    return TriggerReport(
        name="triggers",
        on=DAY,
        results=Catalogue(results),
        provenance=Provenance(),
    )


def test_a_cause_that_names_a_playbook_twice_is_told_once(rules: ps.Rulebook) -> None:
    """Nobody has to read it twice."""
    report = report_of({"t": ["success_plan", "success_plan"]})
    [found] = chosen(rules, report=report).chosen
    assert [cause.id for cause in found.causes] == ["t"]


@st.composite
def calls(draw: st.DrawFn) -> dict[str, Any]:
    """Give facts that call for anything, in any order."""
    rules = ps.standard()
    bands = st.sampled_from(rules.triggers.responses.ids)
    names = st.lists(st.sampled_from(rules.playbooks.ids), min_size=1, max_size=3)
    triggers = st.dictionaries(st.sampled_from("tuvw"), names, max_size=4)
    ids = st.lists(st.sampled_from("abc"), unique=True, max_size=3)
    over = {id_: rules.licence.judge(1, 2) for id_ in draw(ids)}
    return {
        "band": draw(st.none() | bands),
        "report": report_of(draw(triggers)),
        "licences": over | {"idle": rules.licence.judge(2, 1)},
        "missed_metrics": draw(ids),
    }


def expected(
    rules: ps.Rulebook, facts: dict[str, Any]
) -> Iterator[tuple[str, str, str]]:
    """Give every playbook with the kind and id of a cause, by a plain reading."""
    if facts["band"] is not None:
        for name in rules.triggers.responses[facts["band"]].playbooks:
            yield name, "band", facts["band"]
    for result in facts["report"].results:
        for name in result.playbooks:
            yield name, "trigger", result.id
    for playbook in rules.playbooks:
        for situation in playbook.answers:
            over = situation is Situation.LICENCES_OVER_USED
            for id_ in facts["licences"] if over else facts["missed_metrics"]:
                if id_ != "idle":
                    yield playbook.id, "licence" if over else "metric", id_


@pytest.mark.rule("PLB-05")
@some
@given(calls(), st.randoms(use_true_random=False))
def test_every_cause_of_every_playbook(facts: dict[str, Any], chance: Any) -> None:
    """What was called for is there, and nothing else, in an order of its own."""
    rules = ps.standard()
    choice = chosen(rules, **facts)
    found = [
        (each.id, str(cause.kind), cause.id)
        for each in choice.chosen
        for cause in each.causes
    ]
    assert len(found) == len(set(found))
    assert set(found) == set(expected(rules, facts))
    kinds = [list(CauseKind).index(each.causes[0].kind) for each in choice.chosen]
    assert kinds == sorted(kinds)
    metrics, licences = list(facts["missed_metrics"]), list(facts["licences"].items())
    chance.shuffle(metrics)
    chance.shuffle(licences)
    shuffled = facts | {"missed_metrics": metrics, "licences": dict(licences)}
    assert chosen(rules, **shuffled) == choice
