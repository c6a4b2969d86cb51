"""Who does what: every cell of the deck's five tables, and what follows from them."""

from __future__ import annotations

from itertools import product
from typing import Any, cast

import attrs
import pytest
from hypothesis import given, settings

import partner_success as ps
from partner_success.core.citation import Citation
from partner_success.engagement import (
    Responsibilities,
    ResponsibilityLetter,
    Side,
)
from partner_success.errors import UnknownNameError
from tests.unit.engagement.small_responsibilities import cell, model, small, tables

some = settings(max_examples=min(50, settings().max_examples))

AGENT, MANAGER = "sales_agent", "cs_manager"
PARTNER, VENDOR = Side.PARTNER, Side.VENDOR
STAGES = ("land", "onboard", "adopt", "expand", "renew")
NOT_APPLICABLE = None

ONBOARDING_OF_THE_VENDOR = (
    "csm_training",
    "playbooks",
    "customer_use_cases",
    "onboarding_content",
    "training_partners",
)

# What is printed in each cell itself, point by point; 'All of that, plus' left out.
PRINTED: dict[tuple[str, str, Side], tuple[str, ...] | None] = {
    ("land", AGENT, PARTNER): (
        "subscription_value",
        "customer_needs",
        "assessments",
        "trial_start",
        "contract",
        "resale",
    ),
    ("land", MANAGER, PARTNER): ("partner_of_record", "cloud_migration"),
    ("land", AGENT, VENDOR): (
        "value_content",
        "specialist_staff",
        "sales_tools",
        "trial_licence",
        "further_sales_tools",
        "licence_platform",
        "segmentation",
        "partner_incentives",
    ),
    ("land", MANAGER, VENDOR): ("record_tracking", "assessment_methods"),
    ("onboard", AGENT, PARTNER): ("vendor_content_guidance",),
    ("onboard", MANAGER, PARTNER): (
        "csm_hire",
        "success_plan",
        "user_training",
        "configuration",
        "software_integration",
        "data_migration",
    ),
    ("onboard", AGENT, VENDOR): ONBOARDING_OF_THE_VENDOR,
    ("onboard", MANAGER, VENDOR): ONBOARDING_OF_THE_VENDOR,
    ("adopt", AGENT, PARTNER): NOT_APPLICABLE,
    ("adopt", MANAGER, PARTNER): (
        "csm_role",
        "vertical_expertise",
        "managed_services",
        "help_desk",
    ),
    ("adopt", AGENT, VENDOR): NOT_APPLICABLE,
    ("adopt", MANAGER, VENDOR): (
        "csm_training",
        "adoption_tracking",
        "adoption_use_cases",
        "adoption_incentives",
    ),
    ("expand", AGENT, PARTNER): ("quoting_and_billing",),
    ("expand", MANAGER, PARTNER): ("expansion_forecast", "quoting_and_billing"),
    ("expand", AGENT, VENDOR): NOT_APPLICABLE,
    ("expand", MANAGER, VENDOR): (
        "expansion_methods",
        "usage_benchmarks",
        "expansion_incentives",
        "portfolio_training",
    ),
    ("renew", AGENT, PARTNER): (
        "combined_renewal",
        "reason_codes",
        "renewal_quoting_and_billing",
    ),
    ("renew", MANAGER, PARTNER): (
        "satisfaction_measure",
        "renewal_upsell",
        "co_terming",
    ),
    ("renew", AGENT, VENDOR): ("renewal_prompt", "renewal_tools"),
    ("renew", MANAGER, VENDOR): ("renewal_incentives",),
}

# Where a manager's cell is printed to hold all of the agent's.
INCLUDES = {("land", PARTNER), ("land", VENDOR), ("renew", PARTNER)}

# How many points are printed in the cells, stage by stage: the agent's partner and
# vendor, then the manager's.
COUNTS = {
    "land": (6, 8, 2, 2),
    "onboard": (1, 5, 6, 5),
    "adopt": (0, 0, 4, 4),
    "expand": (1, 0, 2, 4),
    "renew": (3, 2, 3, 1),
}


@pytest.mark.rule("ENG-02")
def test_two_models(rules: ps.Rulebook) -> None:
    """One that the vendor drives, one that the partner runs, each for its partners."""
    agent, manager = rules.responsibilities.models
    assert (agent.id, agent.name, agent.led_by) == (AGENT, "Sales agent", VENDOR)
    assert agent.suits == ("VARs", "agents", "hybrids of VAR and MSP")
    assert "the vendor drives the lifecycle" in agent.description
    assert (manager.id, manager.name, manager.led_by) == (
        MANAGER,
        "CS manager",
        PARTNER,
    )
    assert manager.suits == ("mature MSPs", "service providers")
    assert "The partner runs the lifecycle" in manager.description
    assert "process, tools and data" in manager.description
    for each in (agent, manager):
        assert each.citations[0].source == "DECK"


@pytest.mark.rule("ENG-03")
def test_the_transcription_is_whole() -> None:
    """It has each cell of the five tables, with as many points as are printed."""
    assert set(PRINTED) == set(product(STAGES, (AGENT, MANAGER), Side))
    for stage, counts in COUNTS.items():
        places = product((stage,), (AGENT, MANAGER), Side)
        assert tuple(len(PRINTED[place] or ()) for place in places) == counts


@pytest.mark.rule("ENG-03")
@pytest.mark.parametrize("place", PRINTED, ids="-".join)
def test_every_cell(rules: ps.Rulebook, place: tuple[str, str, Side]) -> None:
    """Each says what is printed in it, after all that it includes."""
    stage, name, side = place
    found = rules.responsibilities.responsibilities(*place)
    own = PRINTED[place]
    inner = PRINTED[stage, AGENT, side] if (stage, side) in INCLUDES else ()
    included = inner or () if name == MANAGER else ()
    assert found.ids == (*included, *(own or ()))
    assert found.not_applicable is (own is NOT_APPLICABLE)
    assert (found.stage.id, found.model.id, found.side) == place
    for each in found.assignments:
        assert each.included_from == (AGENT if each.id in included else None)
        assert each.optional is (place == ("expand", AGENT, PARTNER))
    assert found.citations[0] == Citation("DECK", f"Who Does What, {found.stage.name}")
    assert found.provenance.edition == "standard 2026.1"


@pytest.mark.rule("ENG-03")
def test_every_activity_has_a_place(rules: ps.Rulebook) -> None:
    """They are those of the cells, each with a name of its own and a source."""
    responsibilities = rules.responsibilities
    ids = {each for own in PRINTED.values() for each in own or ()}
    assert set(responsibilities.activities.ids) == ids
    assert len({each.name for each in responsibilities.activities}) == len(ids) == 52
    assert responsibilities.stages.ids == STAGES
    for activity in responsibilities.activities:
        assert activity.citations[0].source == "DECK"


@pytest.mark.rule("ENG-03")
def test_decisions_are_told(rules: ps.Rulebook) -> None:
    """Where the printed tables leave a choice, the cell says that it was decided."""
    decided = {
        (each.stage, each.model, each.side)
        for each in rules.responsibilities.cells
        if any(citation.source == "DECISION" for citation in each.citations)
    }
    assert decided == {
        ("onboard", AGENT, VENDOR),
        ("onboard", MANAGER, VENDOR),
        ("renew", MANAGER, VENDOR),
    }


@pytest.mark.rule("ENG-03")
def test_one_activity_in_several_places(rules: ps.Rulebook) -> None:
    """What is printed more than once is one activity, found in each of its places."""
    who_does = rules.responsibilities.who_does
    training = [
        (each.stage.id, each.model.id, each.side) for each in who_does("csm_training")
    ]
    assert training == [
        ("onboard", AGENT, VENDOR),
        ("onboard", MANAGER, VENDOR),
        ("adopt", MANAGER, VENDOR),
    ]
    assert list(map(str, who_does("quoting_and_billing"))) == [
        "Expand, Sales agent, partner (optional)",
        "Expand, CS manager, partner",
    ]
    assert list(map(str, who_does("contract"))) == [
        "Land, Sales agent, partner",
        "Land, CS manager, partner",
    ]


@pytest.mark.rule("ENG-02", "ENG-03")
def test_becoming_a_manager(rules: ps.Rulebook) -> None:
    """What a partner takes on and gives up, stage by stage, is told for both sides."""
    comparison = rules.responsibilities.compare(AGENT, MANAGER)
    told = {
        each.stage.id: (
            [a.id for a in each.taken_on],
            [a.id for a in each.given_up],
            [a.id for a in each.now_required],
        )
        for each in comparison.of("partner")
    }
    assert told == {
        "land": (list(PRINTED["land", MANAGER, PARTNER] or ()), [], []),
        "onboard": (
            list(PRINTED["onboard", MANAGER, PARTNER] or ()),
            ["vendor_content_guidance"],
            [],
        ),
        "adopt": (list(PRINTED["adopt", MANAGER, PARTNER] or ()), [], []),
        "expand": (["expansion_forecast"], [], ["quoting_and_billing"]),
        "renew": (list(PRINTED["renew", MANAGER, PARTNER] or ()), [], []),
    }
    changed = {each.stage.id for each in comparison.of(VENDOR) if each.changes}
    assert changed == {"land", "adopt", "expand", "renew"}
    text = str(comparison.explain())
    assert text.startswith("From Sales agent to CS manager\n")
    assert "does for certain" in text
    back = rules.responsibilities.compare(MANAGER, AGENT)
    assert [a.id for a in back.of("partner")[3].now_optional] == ["quoting_and_billing"]
    assert "may leave out" in str(back.explain())


@pytest.mark.rule("ENG-03")
def test_as_letters(rules: ps.Rulebook) -> None:
    """There is a letter for each activity, model and side."""
    matrix = rules.responsibilities.matrix()
    rows = {(row.stage.id, row.activity.id): row.letters for row in matrix.rows}
    letters = rows["expand", "quoting_and_billing"]
    assert [letters[model.id, side] for model, side in matrix.columns] == list("O-R-")
    assert "".join(rows["land", "sales_tools"].values()) == "-R-R"
    assert "".join(rows["adopt", "csm_training"].values()) == "---R"
    assert "".join(rows["onboard", "csm_training"].values()) == "-R-R"
    assert len(rows) == len(matrix.rows) == 53
    assert set(matrix.not_applicable) == {
        place for place, own in PRINTED.items() if own is NOT_APPLICABLE
    }
    assert str(matrix) == "Who does what"
    assert "R: does it; O: may do it; -: has no part in it" in str(matrix.explain())


@pytest.mark.rule("ENG-03")
def test_told_to_people(rules: ps.Rulebook) -> None:
    """A place and the whole say what is optional and what is not applicable."""
    responsibilities = rules.responsibilities
    found = responsibilities.responsibilities("expand", AGENT, "partner")
    assert str(found) == "Expand, Sales agent, partner: 1 activity"
    assert "Quote and bill (optional)" in str(found.explain())
    nothing = responsibilities.responsibilities("adopt", AGENT, VENDOR)
    assert "not applicable, there is nothing to do" in str(nothing.explain())
    table = responsibilities.table()
    told = table.explain()
    assert len(told.rows) == len(table.assignments) == 76
    assert told.remarks == (
        "Adopt, Sales agent, partner: not applicable",
        "Adopt, Sales agent, vendor: not applicable",
        "Expand, Sales agent, vendor: not applicable",
    )
    data = table.as_data()
    assert data["edition"] == "standard 2026.1"
    rows = cast(list[dict[str, Any]], data["rows"])
    assert len(rows) == 20
    (row,) = [
        each
        for each in rows
        if (each["stage"], each["model"], each["side"])
        == ("expand", "sales_agent", "partner")
    ]
    assert row["activities"] == [
        {
            "id": "quoting_and_billing",
            "name": "Quote and bill",
            "optional": True,
            "included_from": None,
        }
    ]


def test_unknown_names(rules: ps.Rulebook) -> None:
    """A misspelt stage, model, side or activity is told what it may have meant."""
    responsibilities = rules.responsibilities
    for place, near in (
        (("lnad", AGENT, "partner"), "land"),
        (("land", "sales_agnet", "partner"), "sales_agent"),
        (("land", AGENT, "partnr"), "partner"),
    ):
        with pytest.raises(UnknownNameError, match=f"did you mean '{near}'"):
            responsibilities.responsibilities(*place)
        with pytest.raises(UnknownNameError, match=f"did you mean '{near}'"):
            responsibilities.table().row(*place)
    with pytest.raises(UnknownNameError, match="did you mean 'csm_hire'"):
        responsibilities.who_does("csm_hires")
    with pytest.raises(UnknownNameError, match="did you mean 'cs_manager'"):
        responsibilities.compare(AGENT, "cs_manger")
    with pytest.raises(UnknownNameError, match="no side is called 'customer'"):
        responsibilities.compare(AGENT, MANAGER).of("customer")


@pytest.mark.rule("ENG-03")
@some
@given(tables())
def test_the_table_is_whole(drawn: Responsibilities) -> None:
    """Every place stands in it once, in order, as it is asked for alone."""
    table = drawn.table()
    places = [(row.stage.id, row.model.id, row.side) for row in table.rows]
    assert places == list(product(drawn.stages.ids, drawn.models.ids, Side))
    for place, row in zip(places, table.rows, strict=True):
        assert drawn.responsibilities(*place) == row == table.row(*place)
        assert row.not_applicable is (not row.ids)


@pytest.mark.rule("ENG-03")
@some
@given(tables())
def test_inclusion_is_monotone(drawn: Responsibilities) -> None:
    """A cell has all of what it includes, as optional as there, first, and its own."""
    found = {
        each.id: drawn.responsibilities(each.stage, each.model, each.side)
        for each in drawn.cells
    }
    for each in drawn.cells:
        outer = [(a.id, a.optional) for a in found[each.id].assignments]
        inner = [
            (a.id, a.optional)
            for a in (found[each.includes].assignments if each.includes else ())
        ]
        own = [(name, name in each.optional) for name in each.activities]
        assert outer == inner + own


@pytest.mark.rule("ENG-03")
@some
@given(tables())
def test_who_does_is_the_inverse(drawn: Responsibilities) -> None:
    """An activity is found in exactly the places that list it."""
    for activity in drawn.activities.ids:
        places = [
            (each.stage.id, each.model.id, each.side)
            for each in drawn.who_does(activity)
        ]
        assert places == [
            (row.stage.id, row.model.id, row.side)
            for row in drawn.table().rows
            if activity in row.ids
        ]


@pytest.mark.rule("ENG-03")
@some
@given(tables())
def test_comparisons_add_up(drawn: Responsibilities) -> None:
    """What is kept and what changes make up both models; the way back undoes it."""
    first, *_, last = (*drawn.models.ids, *drawn.models.ids)
    there, back = drawn.compare(first, last), drawn.compare(last, first)
    assert len(there.changes) == len(drawn.stages) * len(Side)
    for change, undone in zip(there.changes, back.changes, strict=True):
        place = (change.stage.id, first, change.side)
        before = drawn.responsibilities(*place)
        after = drawn.responsibilities(change.stage.id, last, change.side)
        kept = {each.id for each in change.kept}
        new = {each.id for each in change.taken_on}
        old = {each.id for each in change.given_up}
        assert set(after.ids) == kept | new
        assert set(before.ids) == kept | old
        assert not kept & (new | old)
        assert not new & old
        assert change.given_up == undone.taken_on
        assert {e.id for e in change.now_required} == {
            e.id for e in undone.now_optional
        }
        turned = {
            each
            for each in kept
            if after.assignments[each].optional != before.assignments[each].optional
        }
        switched = (*change.now_required, *change.now_optional)
        assert {each.id for each in switched} == turned
        assert change.changes is bool(change.lines)
    same = drawn.compare(first, first)
    assert not any(each.changes for each in same.changes)


@pytest.mark.rule("ENG-03")
@some
@given(tables())
def test_letters_say_the_same_as_the_table(drawn: Responsibilities) -> None:
    """A letter stands where the table has the activity, and nowhere else."""
    matrix = drawn.matrix()
    marked = {
        (row.stage.id, model, side, row.activity.id, letter)
        for row in matrix.rows
        for (model, side), letter in row.letters.items()
        if letter is not ResponsibilityLetter.NONE
    }
    assert marked == {
        (
            each.stage.id,
            each.model.id,
            each.side,
            each.id,
            ResponsibilityLetter.OPTIONAL
            if each.optional
            else ResponsibilityLetter.RESPONSIBLE,
        )
        for each in drawn.table().assignments
    }
    assert all(
        any(letter != "-" for letter in row.letters.values()) for row in matrix.rows
    )


def test_nothing_given_is_changed() -> None:
    """An answer holds the records that were given, and equal ones are equal."""
    drawn = small(cell("s", "m", "partner", activities=("b", "a"), optional=("a",)))
    again = attrs.evolve(drawn)
    assert drawn == again
    assert hash(drawn) == hash(again)
    assert drawn.table() == again.table()
    found = drawn.responsibilities("s", "m", "partner")
    assert found.model is drawn.models["m"]
    assert found.model == model("m")
