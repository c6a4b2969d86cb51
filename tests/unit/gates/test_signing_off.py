"""Who signs a gate off, what keeps a signature from counting, and co-signatures."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

import partner_success as ps
from partner_success.access import Actor, Delegation, Identity
from partner_success.gates import (
    CoSign,
    GateStatus,
    Journey,
    PartnerJourney,
    ReassignOwner,
    ReopenItem,
    SignOff,
)
from partner_success.gates.events import OwnerReassigned, SupportGapsFound
from partner_success.gates.state import SupportGap
from tests.support.journeys import NAMES, journey_called
from tests.support.partners_on_the_way import AT, actor, actors, on_the_way, person
from tests.unit.gates.doing import codes, done, handed_in, in_status, lead_of, refused

LONG_AGO, LONG = AT - timedelta(days=90), AT + timedelta(days=90)
DEPUTY = Identity(id="deputy-1", email="deputy-1@example.com")


def naming(role: str, **changes: Any) -> Delegation:
    """Give a lead's naming of a deputy, in force at the time of these tests."""
    lead = Identity(id=person(role), email=f"{person(role)}@example.com")
    given = {
        "id": "d-1",
        "lead": lead,
        "deputy": DEPUTY,
        "role": role,
        "starts_at": LONG_AGO,
        "ends_at": LONG,
    }
    return Delegation(**given | changes)


def deputy(*namings: Delegation, roles: tuple[str, ...] = ()) -> Actor:
    """Give the deputy, who needs no role for it."""
    return Actor(id=DEPUTY.id, email=DEPUTY.email, roles=roles, delegations=namings)


def signers(journey: Journey) -> list[tuple[str | None, Actor]]:
    """Give everybody who might sign, and the role in which their word counts."""
    found: list[tuple[str | None, Actor]] = []
    somebody = Identity(id="else-1", email="else-1@example.com")
    for role in journey.roles:
        tied = None if role.overrides else role.id
        found += [
            (tied, actor(role.id)),
            (None, actor(role.id, id="else-1")),
            (None, Actor(id=person(role.id), email="x@example.com")),
        ]
        if tied is None:
            continue
        every = {each for each in journey.roles.ids if each != role.id}
        found += [
            (tied, deputy(naming(role.id))),
            (tied, deputy(naming(role.id, partner_id="acme"))),
            (None, deputy(naming(role.id, partner_id="other"))),
            (None, deputy(naming(role.id, ends_at=AT))),
            (None, deputy(naming(role.id, starts_at=LONG - timedelta(days=1)))),
            (None, deputy(naming(role.id, revoked_at=AT))),
            (None, deputy(naming(role.id, lead=somebody))),
            (None, deputy(roles=(role.id,))),
            (
                None,
                Actor(
                    id="else-1", email="e@example.com", delegations=[naming(role.id)]
                ),
            ),
            (None, actor(*sorted(every), id="else-1")),
        ]
    return found


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("status", GateStatus)
@pytest.mark.rule("JRN-05", "JRN-06")
def test_every_signature_of_everybody_in_every_stage(
    name: str, status: GateStatus
) -> None:
    """A gate is signed off by its lead or a deputy in force, and only in its turn."""
    journey = journey_called(name)
    for stage in journey.stages:
        if not stage.is_gate:
            continue
        partner = in_status(journey, stage.id, status)
        for counts_as, who in signers(journey):
            step = partner.apply(SignOff(by=who, stage=stage.id), at=partner.state.at)
            right = counts_as == stage.lead
            in_turn = status is GateStatus.AWAITING_SIGN_OFF
            assert step.refused is not (right and in_turn), (stage.id, who)
            found = [reason.code for reason in step.reasons]
            wrong = {"not-assigned", "not-the-lead"}
            assert bool(wrong.intersection(found)) is not right
            assert ("no-answers" in found) is (status is GateStatus.IN_PROGRESS)
            if not in_turn:
                assert str(status).replace("_", "-") in found
            if step.refused:
                assert step.journey is partner
                assert all(reason.facts["stage"] == stage.id for reason in step.reasons)


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.rule("JRN-06")
def test_a_stage_without_end_is_never_signed_off(name: str) -> None:
    """Post-Launch has a lead, and nobody signs it off, co-signs or overrides it."""
    journey = journey_called(name)
    last = journey.stages.ids[-1]
    partner = on_the_way(journey, last)
    for _, who in signers(journey):
        for kind in (SignOff, CoSign):
            assert codes(partner, kind(by=who)) == ["no-gate"]


@pytest.mark.rule("JRN-06")
def test_what_a_sign_off_records(rules: ps.Rulebook) -> None:
    """It says who, in which role, when, on which submission, and in whose place."""
    waiting = in_status(rules.journey, "gate_1", GateStatus.AWAITING_SIGN_OFF)
    by_lead = done(waiting, SignOff(by=actor("PDM"))).state.gates["gate_1"]
    assert by_lead.status is GateStatus.PASSED
    assert by_lead.ended_at == waiting.state.at
    record = by_lead.sign_off
    assert record is not None
    assert (record.by, record.role, record.at) == ("pdm-1", "PDM", waiting.state.at)
    assert (record.submission_id, record.in_place_of) == ("s-new", None)

    by_deputy = done(waiting, SignOff(by=deputy(naming("PDM")))).state.gates["gate_1"]
    record = by_deputy.sign_off
    assert record is not None
    assert (record.by, record.role, record.in_place_of) == ("deputy-1", "PDM", "pdm-1")


@pytest.mark.parametrize(
    ("changes", "code", "why"),
    [
        ({"ends_at": AT}, "deputy-not-in-force", "it holds no longer"),
        (
            {"starts_at": LONG - timedelta(1)},
            "deputy-not-in-force",
            "it does not hold yet",
        ),
        ({"revoked_at": AT}, "deputy-not-in-force", "it was taken back"),
        ({"partner_id": "other"}, "deputy-elsewhere", "it is for another partner"),
        (
            {"lead": Identity(id="else-1", email="e@example.com")},
            "deputy-of-nobody",
            "'else-1' does not lead this one",
        ),
    ],
)
@pytest.mark.rule("JRN-06")
def test_a_deputy_whose_naming_does_not_hold_is_told_why(
    rules: ps.Rulebook, changes: dict[str, Any], code: str, why: str
) -> None:
    """Beside that they do not lead the gate, the reason names the delegation."""
    waiting = in_status(rules.journey, "gate_1", GateStatus.AWAITING_SIGN_OFF)
    other = naming("PSM", id="d-2", revoked_at=AT)
    who = deputy(other, naming("PDM", **changes))
    first, second = refused(waiting, SignOff(by=who))
    assert first.code == "not-the-lead"
    assert second.code == code
    assert str(second) == (
        "'d-1' does not make 'deputy-1' the deputy for Gate 1: Ready to Sell: " + why
    )
    assert second.facts["delegation"] == "d-1"


@pytest.mark.rule("JRN-06")
def test_a_refused_signature_says_whose_would_count(rules: ps.Rulebook) -> None:
    """The reason names the lead's role and who is assigned in it."""
    waiting = in_status(rules.journey, "gate_3", GateStatus.AWAITING_SIGN_OFF)
    (reason,) = refused(waiting, SignOff(by=actor("TAM")))
    assert str(reason) == (
        "Gate 3: Ready to Deliver is signed off by its lead, the Partner Success"
        " Manager, and 'tam-1' does not hold that role; a co-signature is kept, and"
        " passes nothing"
    )
    assert reason.rules == ("JRN-06",)
    assert reason.facts["resolved_by"] == ("PSM",)
    assert reason.facts["assigned"] == ("psm-1",)
    (reason,) = refused(waiting, SignOff(by=actor("PSM", id="psm-2")))
    assert str(reason) == (
        "Gate 3: Ready to Deliver is signed off by the Partner Success Manager who is"
        " assigned to this partner, and 'psm-2' is not; have them assigned, or sign as"
        " deputy"
    )


@pytest.mark.rule("JRN-06")
def test_after_a_reassignment_the_new_owner_signs(rules: ps.Rulebook) -> None:
    """The old owner is refused, and so is a deputy of theirs; the new one signs."""
    waiting = in_status(rules.journey, "gate_2", GateStatus.AWAITING_SIGN_OFF)
    moved = done(waiting, ReassignOwner(by=actor("PAM"), role="TPM", people=["tpm-2"]))
    assert codes(moved, SignOff(by=actor("TPM"))) == ["not-assigned"]
    assert codes(moved, SignOff(by=deputy(naming("TPM")))) == [
        "not-the-lead",
        "deputy-of-nobody",
    ]
    passed = done(moved, SignOff(by=actor("TPM", id="tpm-2")))
    assert passed.state.gate.status is GateStatus.PASSED


@pytest.mark.rule("JRN-06")
def test_a_partner_who_loses_their_tpm_in_gate_2(rules: ps.Rulebook) -> None:
    """Nobody can sign, which is said with who assigns somebody, until there is one."""
    waiting = in_status(rules.journey, "gate_2", GateStatus.AWAITING_SIGN_OFF)
    lost = done(waiting, ReassignOwner(by=actor("PAM"), role="TPM", people=[]))
    reasons = refused(lost, SignOff(by=actor("TPM")))
    assert [reason.code for reason in reasons] == ["nobody-assigned", "not-assigned"]
    assert str(reasons[0]) == (
        "nobody is assigned as Technical Program Manager, who leads Gate 2: Ready to"
        " Order; assign somebody"
    )
    assert reasons[0].facts["resolved_by"] == ("PAM", "ADMIN")
    found = done(
        lost,
        ReassignOwner(by=actor("PAM"), role="TPM", people=["tpm-2"]),
        SignOff(by=actor("TPM", id="tpm-2")),
    )
    assert found.state.gate.status is GateStatus.PASSED


@pytest.mark.rule("JRN-14", "JRN-15", "JRN-26")
def test_a_signature_waits_for_every_open_item(rules: ps.Rulebook) -> None:
    """Met criteria alone do not pass a gate: each open item is a reason of its own."""
    waiting = in_status(rules.journey, "gate_2", GateStatus.AWAITING_SIGN_OFF)
    lead = lead_of(waiting)
    again = done(
        waiting,
        ReopenItem(by=lead, item="runbooks"),
        ReopenItem(by=lead, item="monitoring"),
    )
    reasons = refused(again, SignOff(by=actor("PSM")))
    told = [(reason.code, reason.facts.get("item")) for reason in reasons]
    assert told == [
        ("open-item", "monitoring"),
        ("open-item", "runbooks"),
        ("not-the-lead", None),
    ]
    assert str(reasons[0]) == (
        "'Monitoring runs, and its alerts arrive' is open in Gate 2: Ready to Order;"
        " tick it off once it is done"
    )
    assert reasons[0].citations


@pytest.mark.rule("JRN-15", "JRN-19")
def test_a_support_team_that_lost_its_readiness_keeps_gate_3_open(
    rules: ps.Rulebook,
) -> None:
    """What was found after the answers were handed in counts too."""
    waiting = in_status(rules.journey, "gate_3", GateStatus.AWAITING_SIGN_OFF)
    found = SupportGapsFound(
        id="acme#next",
        partner_id="acme",
        sequence=waiting.version + 1,
        at=waiting.state.at,
        by="psm-1",
        gaps=(SupportGap(id="night", summary="nobody answers at night"),),
    )
    unready = waiting.followed_by([found])
    (reason,) = refused(unready, SignOff(by=actor("PSM")))
    assert reason.facts["item"] == "support_team_trained"
    assert reason.facts["closed_by"] == "support"


@pytest.mark.rule("JRN-06")
def test_a_co_signature_is_kept_and_passes_nothing(rules: ps.Rulebook) -> None:
    """Others sign the newest submission; the gate waits for its lead as before."""
    waiting = in_status(rules.journey, "gate_3", GateStatus.AWAITING_SIGN_OFF)
    signed = done(
        waiting,
        CoSign(by=actor("TAM")),
        CoSign(by=Actor(id="guest", email="guest@example.com")),
    )
    gate = signed.state.gates["gate_3"]
    assert gate.status is GateStatus.AWAITING_SIGN_OFF
    assert gate.sign_off is None
    told = [(each.by, each.role, each.submission_id) for each in gate.co_signatures]
    assert told == [("tam-1", "TAM", "s-new"), ("guest", None, "s-new")]
    kept = done(signed, SignOff(by=actor("PSM"))).state.gates["gate_3"]
    assert kept.co_signatures == gate.co_signatures


@pytest.mark.rule("JRN-06")
def test_when_a_co_signature_is_refused(rules: ps.Rulebook) -> None:
    """There is a submission, once each, not by the lead, and not after passing."""
    journey = rules.journey
    working = in_status(journey, "gate_3", GateStatus.IN_PROGRESS)
    assert codes(working, CoSign(by=actor("TAM"))) == ["no-answers"]
    waiting = in_status(journey, "gate_3", GateStatus.AWAITING_SIGN_OFF)
    assert codes(waiting, CoSign(by=actor("PSM"))) == ["is-the-lead"]
    once = done(waiting, CoSign(by=actor("TAM")))
    assert codes(once, CoSign(by=actor("TAM"))) == ["co-signed"]
    newer = done(once, handed_in(once, id="s-newer"))
    done(newer, CoSign(by=actor("TAM")))
    blocked = in_status(journey, "gate_3", GateStatus.BLOCKED)
    assert codes(blocked, CoSign(by=actor("TAM"))) == ["blocked"]
    passed = in_status(journey, "gate_3", GateStatus.PASSED)
    assert codes(passed, CoSign(by=actor("TAM"))) == ["passed"]


@pytest.mark.rule("JRN-09")
def test_who_was_assigned_when_is_in_the_log(rules: ps.Rulebook) -> None:
    """The log tells who led a gate when it was signed off."""
    waiting = in_status(rules.journey, "gate_2", GateStatus.AWAITING_SIGN_OFF)
    moved = done(waiting, ReassignOwner(by=actor("PAM"), role="TPM", people=["tpm-2"]))
    event = moved.events[-1]
    assert isinstance(event, OwnerReassigned)
    assert (event.by, event.role, event.people) == ("pam-1", "PAM", ("tpm-2",))


def test_everybody_who_is_assigned_is_known(rules: ps.Rulebook) -> None:
    """The people of these tests are those on the partner's team."""
    partner: PartnerJourney = on_the_way(rules.journey, None)
    for role, who in actors(rules.journey).items():
        assert (who.id in partner.state.team.get(role, ())) is (role != "ADMIN")
