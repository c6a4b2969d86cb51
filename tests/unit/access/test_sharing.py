"""Nothing is shared that no rule allows, and every answer says why."""

from __future__ import annotations

import pickle
from datetime import UTC, date, datetime
from typing import Any

import attrs
import pytest

import partner_success as ps
from partner_success.access import Agreements, Designations, SharingDecision
from partner_success.core.citation import parse_citations
from partner_success.core.collections import Catalogue
from partner_success.core.expressions import from_data
from partner_success.errors import (
    InvalidUseError,
    InvalidValueError,
    UnknownNameError,
)
from partner_success.partners import Subscription
from tests.unit.access.test_agreements import agreed
from tests.unit.access.test_designations import named

pytestmark = pytest.mark.rule("ACC-14")

DAY = date(2026, 5, 4)
JAN = date(2026, 1, 1)
CLOUD = Subscription(id="s-1", account_id="a-1")
RECORD = named("d-1", "acme", JAN)
CLASSES = [
    "contract_dates",
    "install_base",
    "telemetry",
    "support_interactions",
    "cx_data",
]


@pytest.fixture
def given() -> dict[str, Any]:
    """Give the records under which acme gets the telemetry of s-1."""
    return {
        "on": DAY,
        "designations": Designations([RECORD]),
        "agreements": Agreements([agreed()]),
    }


def codes(decision: SharingDecision) -> list[str]:
    """Give the codes of what is missing."""
    return [reason.code for reason in decision.reasons]


def test_the_standard_rulebook_shares_five_classes(rules: ps.Rulebook) -> None:
    """Each cites where it comes from, and has a rule that asks for both facts."""
    policy = rules.sharing
    assert list(policy.data_classes.ids) == CLASSES
    for each in policy.data_classes:
        (rule,) = policy.rules_for(each)
        assert str(rule.condition) == "partner of record is yes and agreement is yes"
        assert each.citations == parse_citations(
            "ESG: Understand data and telemetry sharing"
        )
        assert {cited.source for cited in rule.citations} == {"ESG", "DECK", "DECISION"}
        assert each.contains


@pytest.mark.parametrize("data_class", CLASSES)
@pytest.mark.parametrize("covered", CLASSES)
@pytest.mark.parametrize("partner", ["acme", "beta"])
def test_each_class_needs_the_partner_of_record_and_an_agreement_on_it(
    rules: ps.Rulebook, data_class: str, covered: str, partner: str
) -> None:
    """One agreement opens one class, to one partner."""
    for account in ("a-1", "a-2"):
        found = rules.sharing.decide(
            "acme",
            data_class,
            CLOUD,
            on=DAY,
            designations=Designations([named("d-1", partner, JAN)]),
            agreements=Agreements([agreed(account_id=account, data_classes=[covered])]),
        )
        wanted = (data_class, partner, account) == (covered, "acme", "a-1")
        assert found.allowed is wanted
        assert (found.rule is not None) is wanted
        assert bool(found.reasons) is not wanted


@pytest.mark.rule("ENG-11")
def test_a_yes_names_rule_designation_and_agreement(
    rules: ps.Rulebook, given: dict[str, Any]
) -> None:
    """The decision, its text and its audit record tell the same."""
    found = rules.sharing.decide("acme", "telemetry", CLOUD, **given)
    assert found.rule is not None
    assert found.rule.id == "shares_telemetry"
    assert (found.designation, found.agreements) == (RECORD, (agreed(),))
    text = str(found.explain())
    assert text.startswith(
        "telemetry and product usage of subscription s-1 to acme on 2026-05-04: may be"
    )
    assert "partner of record: acme, by designation d-1 from 2026-01-01\n" in text
    assert "under agreement dsa-1\n" in text
    assert attrs.asdict(found.audit()) == {
        "on": DAY,
        "partner_id": "acme",
        "data_class": "telemetry",
        "account_id": "a-1",
        "subscription_id": "s-1",
        "allowed": True,
        "rule_id": "shares_telemetry",
        "designation_id": "d-1",
        "agreement_id": "dsa-1",
        "reasons": (),
        "edition": "standard 2026.1",
    }


def test_a_no_tells_everything_that_is_missing(rules: ps.Rulebook) -> None:
    """Each by a code, a sentence, what was compared, the rule and its source."""
    found = rules.sharing.decide(
        "acme",
        "telemetry",
        CLOUD,
        on=DAY,
        designations=Designations(),
        agreements=Agreements(),
    )
    assert not found.allowed
    assert found.rule is None
    assert codes(found) == ["no-partner-of-record", "no-agreement"]
    for reason in found.reasons:
        assert reason.rules == ("shares_telemetry",)
        assert {each.source for each in reason.citations} >= {"ESG", "DECK"}
        assert reason.facts
    assert str(found.explain()).splitlines()[1].split() == [
        "code",
        "what",
        "is",
        "missing",
    ]
    kept = found.audit()
    assert (kept.allowed, kept.rule_id, kept.designation_id) == (False, None, None)
    assert (kept.agreement_id, kept.reasons) == (None, tuple(codes(found)))


def test_an_agreement_may_lack_several_things(
    rules: ps.Rulebook, given: dict[str, Any]
) -> None:
    """All of them are told, with the ids."""
    late = date(2026, 6, 1)
    lacking = agreed(data_classes=["cx_data", "logs"], starts_on=late, signed_on=late)
    given["agreements"] = Agreements([lacking])
    found = rules.sharing.decide("acme", "telemetry", CLOUD, **given)
    assert codes(found) == [
        "agreement-other-class",
        "agreement-signed-later",
        "agreement-not-yet",
    ]
    assert {reason.facts["agreement_id"] for reason in found.reasons} == {"dsa-1"}
    assert "usage, only CX data, logs" in found.reasons[0].message


def test_many_agreements_on_others_stay_readable(
    rules: ps.Rulebook, given: dict[str, Any]
) -> None:
    """A sentence names a few and counts the others."""
    given["agreements"] = Agreements(
        agreed(f"dsa-{n}", account_id=f"b-{n}") for n in range(5)
    )
    (reason,) = rules.sharing.decide("acme", "telemetry", CLOUD, **given).reasons
    assert reason.code == "agreement-other-customer"
    assert reason.message.endswith("dsa-0, dsa-1, dsa-2 and 2 more")


def test_an_explanation_leaves_out_what_a_rule_did_not_need(
    rules: ps.Rulebook, given: dict[str, Any]
) -> None:
    """A company may ask for an agreement alone, or for the designation alone."""
    agreement = attrs.evolve(
        rules.sharing.rules["shares_telemetry"],
        condition=from_data({"field": "agreement", "equals": True}),
    )
    record = attrs.evolve(
        rules.sharing.rules["shares_cx_data"],
        condition=from_data({"field": "partner_of_record", "equals": True}),
    )
    others = [e for e in rules.sharing.rules if e.id not in (agreement.id, record.id)]
    policy = attrs.evolve(
        rules.sharing, rules=Catalogue([*others, agreement, record], kind="rule")
    )
    one = policy.decide(
        "acme", "telemetry", CLOUD, **(given | {"designations": Designations()})
    )
    assert one.allowed
    assert one.explain().remarks == ("under agreement dsa-1",)
    two = policy.decide(
        "acme", "cx_data", CLOUD, **(given | {"agreements": Agreements()})
    )
    assert two.explain().remarks == (
        "partner of record: acme, by designation d-1 from 2026-01-01",
    )
    denied = policy.decide("beta", "telemetry", CLOUD, **given)
    assert codes(denied) == ["no-agreement"]


def test_of_several_rules_the_nearest_are_told(
    rules: ps.Rulebook, given: dict[str, Any]
) -> None:
    """One reason stands for all rules that lack the same."""
    rule = rules.sharing.rules["shares_telemetry"]
    either = [
        attrs.evolve(
            rule, id=name, condition=from_data({"field": name, "equals": True})
        )
        for name in ("agreement", "partner_of_record")
    ]
    others = [each for each in rules.sharing.rules if each is not rule]
    policy = attrs.evolve(rules.sharing, rules=Catalogue([*either, *others]))
    found = policy.decide("acme", "telemetry", CLOUD, **given)
    assert [each.id for each in found.rules] == ["agreement", "partner_of_record"]
    denied = policy.decide("beta", "telemetry", CLOUD, **given)
    assert [(reason.code, reason.rules) for reason in denied.reasons] == [
        ("partner-of-record-other", ("partner_of_record",)),
        ("no-agreement", ("agreement",)),
    ]


def test_a_class_that_nobody_gets_says_why(
    rules: ps.Rulebook, given: dict[str, Any]
) -> None:
    """Also to the partner of record under an agreement."""
    policy = rules.sharing
    kept = attrs.evolve(policy.data_classes["telemetry"], nobody="it stays with us")
    policy = attrs.evolve(
        policy,
        data_classes=Catalogue(
            kept if each.id == kept.id else each for each in policy.data_classes
        ),
        rules=Catalogue(e for e in policy.rules if e.id != "shares_telemetry"),
    )
    (reason,) = policy.decide("acme", "telemetry", CLOUD, **given).reasons
    assert (reason.code, reason.message) == ("nobody", "it stays with us")


@pytest.mark.rule("ENG-11")
def test_a_list_keeps_what_single_decisions_keep(
    rules: ps.Rulebook, given: dict[str, Any]
) -> None:
    """In the order in which it was given."""
    desk = Subscription(id="s-2", account_id="a-1")
    given["designations"] = Designations(
        [RECORD, named("d-2", "acme", JAN, subscription_id="s-2")]
    )
    every = [desk, Subscription(id="s-3", account_id="a-1"), CLOUD]
    found = rules.sharing.shareable("acme", "telemetry", iter(every), **given)
    assert found == (desk, CLOUD)


@pytest.mark.rule("ENG-11")
def test_every_class_says_until_when_the_answer_stays(
    rules: ps.Rulebook, given: dict[str, Any]
) -> None:
    """A day on which something changes and the answer does not is none of them."""
    given["designations"] = Designations(
        [
            attrs.evolve(RECORD, ends_on=date(2026, 6, 1)),
            named("d-2", "acme", date(2026, 6, 1), ends_on=date(2026, 9, 1)),
        ]
    )
    found = rules.sharing.classes("acme", CLOUD, **given)
    assert [each.data_class.id for each in found] == CLASSES
    assert [each.data_class.id for each in found if each.allowed] == ["telemetry"]
    ends = {each.data_class.id: each.changes_on for each in found}
    assert ends == dict.fromkeys(CLASSES) | {"telemetry": date(2026, 9, 1)}


def test_a_decision_has_no_truth_value(
    rules: ps.Rulebook, given: dict[str, Any]
) -> None:
    """A forgotten attribute is an error and not a silent yes."""
    found = rules.sharing.decide("acme", "telemetry", CLOUD, **given)
    with pytest.raises(InvalidUseError, match=r"ask decision\.allowed"):
        bool(found)


def test_policies_and_decisions_can_be_stored(
    rules: ps.Rulebook, given: dict[str, Any]
) -> None:
    """They come back from a pickle as they were, and answer the same."""
    again = pickle.loads(pickle.dumps(rules.sharing))
    assert again == rules.sharing
    found = rules.sharing.decide("acme", "telemetry", CLOUD, **given)
    assert again.decide("acme", "telemetry", CLOUD, **given) == found
    assert pickle.loads(pickle.dumps(found)) == found


@pytest.mark.parametrize(
    ("changes", "kind", "text"),
    [
        ({"data_class": "telemtry"}, UnknownNameError, "did you mean 'telemetry'"),
        ({"partner_id": None}, InvalidUseError, "partner_id needs an id"),
        ({"partner_id": ""}, InvalidUseError, "partner_id is blank"),
        ({"subscription": "s-1"}, InvalidUseError, "subscription needs Subscription"),
        ({"designations": [RECORD]}, InvalidUseError, "designations needs Designation"),
        ({"agreements": []}, InvalidUseError, "agreements needs Agreements, not list"),
        ({"on": "2026-05-04"}, InvalidValueError, "on needs a datetime.date"),
        (
            {"on": datetime(2026, 5, 4, tzinfo=UTC)},
            InvalidValueError,
            "on needs a day, not the instant",
        ),
    ],
)
def test_wrong_arguments_are_named(
    rules: ps.Rulebook,
    given: dict[str, Any],
    changes: dict[str, Any],
    kind: type[Exception],
    text: str,
) -> None:
    """What can mean nothing is refused, and is no 'no'."""
    good = {"partner_id": "acme", "data_class": "telemetry", "subscription": CLOUD}
    with pytest.raises(kind, match=text):
        rules.sharing.decide(**(good | given | changes))


def test_a_list_is_a_list(rules: ps.Rulebook, given: dict[str, Any]) -> None:
    """One subscription and things that are none are refused."""
    share = rules.sharing.shareable
    with pytest.raises(InvalidUseError, match="several Subscription, not Subscription"):
        share("acme", "telemetry", CLOUD, **given)  # type: ignore[arg-type]
    with pytest.raises(InvalidUseError, match="subscription needs Subscription"):
        share("acme", "telemetry", ["s-1"], **given)  # type: ignore[list-item]
