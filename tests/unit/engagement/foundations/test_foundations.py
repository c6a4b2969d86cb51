"""What customer success rests on: the lists, what is missing, what is refused."""

from __future__ import annotations

from typing import Any

import pytest

import partner_success as ps
from partner_success.core import Catalogue
from partner_success.engagement import (
    Foundations,
    PracticeElement,
    PracticePillar,
    VendorElement,
    VendorGrade,
)
from partner_success.errors import InvalidDataError, InvalidModelError, InvalidUseError

# Written down by hand from the deck's two pages.
VENDOR = {
    "critical": ["shared_commitment", "journey_maps", "automation_with_partner_access"],
    "important": [
        "partner_of_record",
        "enablement",
        "use_cases",
        "incentives",
        "land_and_expand_tools",
    ],
}
PRACTICE = {
    "people": [
        "executive_sponsor",
        "practice_lead",
        "csms",
        "renewals_managers",
        "operations_leader",
    ],
    "process": [
        "customer_journey_maps",
        "outcomes_and_kpis",
        "onboarding",
        "stages_with_exit_criteria",
        "risk_and_expansion_triggers",
        "sales_teaming",
        "surveys",
    ],
    "tools": [
        "playbooks",
        "health_dashboard",
        "licence_and_contract_automation",
        "ecommerce_platform",
        "rmm_and_psa_linkage",
    ],
    "data": [
        "customer_profiles",
        "revenue_and_activity_kpis",
        "documented_use_cases",
        "telemetry",
        "lifecycle_metrics",
        "at_risk_data",
    ],
}


def element(id_: str) -> PracticeElement:
    """Give an element of a practice."""
    return PracticeElement(id=id_, name=id_)


def pillar(id_: str, *ids: str) -> PracticePillar:
    """Give a pillar with elements."""
    return PracticePillar(id=id_, name=id_, elements=Catalogue(map(element, ids)))


def vendor_element(id_: str, grade: VendorGrade) -> VendorElement:
    """Give an element of a vendor."""
    return VendorElement(id=id_, name=id_, grade=grade)


@pytest.mark.rule("ENG-06")
def test_what_a_vendor_should_have(rules: ps.Rulebook) -> None:
    """Three elements are critical and five important, each cited."""
    found: dict[str, list[str]] = {}
    for each in rules.foundations.vendor:
        found.setdefault(each.grade, []).append(each.id)
        assert each.citations
    assert found == VENDOR


@pytest.mark.rule("ENG-07")
def test_what_a_practice_is_built_from(rules: ps.Rulebook) -> None:
    """People, process, tools and data have their elements, each cited."""
    practice = rules.foundations.practice
    found = {each.id: list(each.elements.ids) for each in practice}
    assert found == PRACTICE
    assert all(each.citations for part in practice for each in part.elements)
    everything = [id_ for ids in PRACTICE.values() for id_ in ids]
    assert list(rules.foundations.practice_elements.ids) == everything


@pytest.mark.rule("ENG-06")
def test_critical_goes_first_whatever_the_order() -> None:
    """Grades come before the order of the list, and within a grade it is kept."""
    low, high = VendorGrade.IMPORTANT, VendorGrade.CRITICAL
    listed = [("a", low), ("b", high), ("c", low), ("d", high)]
    model = Foundations(
        id="own",
        name="Own",
        vendor=Catalogue(vendor_element(*each) for each in listed),
        practice=Catalogue([pillar("people", "lead")]),
    )
    check = model.check_vendor(["c"])
    assert [each.id for each in check.missing] == ["b", "d", "a"]
    assert [each.id for each in check.critical] == ["b", "d"]


@pytest.mark.rule("ENG-06")
def test_a_vendor_told_to_a_person(rules: ps.Rulebook) -> None:
    """The title counts what is there and what is critical; the rows name the rest."""
    some = rules.foundations.check_vendor(["journey_maps", "enablement", "use_cases"])
    told = some.explain()
    assert str(some) == ("Vendor readiness: 3 of 8 in place, 2 of the missing critical")
    assert [row[1] for row in told.rows] == ["critical"] * 2 + ["important"] * 3
    all_ = rules.foundations.check_vendor(rules.foundations.vendor.ids)
    assert str(all_) == "Vendor readiness: 8 of 8 in place"
    assert all_.explain().rows == ()


@pytest.mark.rule("ENG-07")
def test_a_practice_told_to_a_person(rules: ps.Rulebook) -> None:
    """Each pillar has its count, and a line where something is missing."""
    people, process = PRACTICE["people"], PRACTICE["process"]
    check = rules.foundations.check_practice([*people[1:], *process])
    told = check.explain()
    assert told.title == "Practice: 11 of 23 in place"
    assert told.rows[:2] == (("People", "4 of 5"), ("Process", "7 of 7"))
    assert told.remarks[0] == "People lacks: An executive sponsor"
    assert [line.split()[0] for line in told.remarks] == ["People", "Tools", "Data"]
    assert check.by_pillar["process"].complete
    assert check.missing["process"] == ()


def test_ids_that_nothing_carries(rules: ps.Rulebook) -> None:
    """Unknown ids are all named, with near misses; one text is no list."""
    with pytest.raises(InvalidDataError) as caught:
        rules.foundations.check_vendor(["journey_map", "zzz"])
    first, second = caught.value.problems
    assert (first.path, first.code) == ("have[0]", "unknown")
    assert "did you mean 'journey_maps'?" in first.message
    assert "known: shared_commitment, journey_maps" in second.message
    with pytest.raises(InvalidDataError, match="no element of a practice 'csm'"):
        rules.foundations.check_practice(["csm"])
    with pytest.raises(InvalidUseError, match=r"write \['csms'\]"):
        rules.foundations.check_practice("csms")
    numbers: Any = [5]
    with pytest.raises(InvalidDataError, match="no vendor element 5"):
        rules.foundations.check_vendor(numbers)


def test_foundations_with_faults() -> None:
    """Every fault is named at once."""
    with pytest.raises(InvalidModelError) as caught:
        Foundations(
            id="own",
            name="Own",
            vendor=Catalogue(),
            practice=Catalogue(
                [pillar("bad id", "lead", "no id"), pillar("data", "lead"), pillar("x")]
            ),
        )
    assert [(each.path, each.code) for each in caught.value.problems] == [
        ("vendor", "empty"),
        ("practice[0].id", "bad-id"),
        ("practice[0].elements[1].id", "bad-id"),
        ("practice[1].elements[0].id", "duplicate-id"),
        ("practice[2].elements", "empty"),
    ]
    assert "the id stands at practice[0].elements[0].id" in str(caught.value)
