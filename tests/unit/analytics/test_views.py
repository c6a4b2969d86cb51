from __future__ import annotations

from datetime import UTC, datetime

import polars as pl
import pytest

import partner_success as ps
from partner_success.access import Actor, Resource, partner_resource
from partner_success.analytics import collect_view, view_of
from partner_success.errors import InvalidDataError, InvalidValueError
from partner_success.frames import AccessColumns
from tests.support.engines import make_frame

NOW = datetime(2026, 5, 4, 9, tzinfo=UTC)
ADA = Actor(id="p-1", email="ada@example.com", roles=["PSM"])
THEIRS = [
    partner_resource("acme", stage="gate_3", team={"PSM": "ada@example.com"}),
    partner_resource("birch", stage="gate_2", team={"PSM": "ada@example.com"}),
    partner_resource("cedar", stage="gate_3", team={"PSM": "bo@example.com"}),
]


@pytest.mark.rule("ANL-06")
def test_a_person_sees_the_partners_that_the_policy_opens(rules: ps.Rulebook) -> None:
    """A person sees the partners that the policy opens."""
    view = view_of(ADA, rules.access, THEIRS, role="PSM", at=NOW)
    assert view.partner_ids == {"acme"}
    assert [view.shows(each) for each in ("acme", "birch")] == [True, False]
    assert view.withheld == 2
    assert view.remark == (
        "2 partners not shown, whose PSM analytics are not open to you"
    )


@pytest.mark.rule("ANL-06")
def test_another_roles_analytics_show_nothing(rules: ps.Rulebook) -> None:
    """Another roles analytics show nothing."""
    view = view_of(ADA, rules.access, THEIRS, role="TAM", at=NOW)
    assert (view.partner_ids, view.withheld) == (frozenset(), 3)
    assert view.remark == "nothing is shown: TAM analytics are not open to you"


@pytest.mark.rule("ANL-06")
@pytest.mark.parametrize("role", ["PAM", "PDM", "TPM", "PSM", "TAM"])
def test_a_pam_sees_the_analytics_of_all_roles_on_their_own_partners(
    rules: ps.Rulebook, role: str
) -> None:
    """A PAM sees them whatever the stage, though not those of the role as a whole."""
    ines = Actor(id="p-2", email="ines@example.com", roles=["PAM"])
    partners = [
        partner_resource("acme", stage="gate_1", team={"PAM": "ines@example.com"}),
        partner_resource("birch", stage="gate_3", team={"PAM": "igor@example.com"}),
    ]
    view = view_of(ines, rules.access, partners, role=role, at=NOW)
    assert (view.partner_ids, view.withheld) == ({"acme"}, 1)
    assert not view.decision.allowed
    assert view.remark == (
        f"1 partner not shown, whose {role} analytics are not open to you"
    )


def test_what_is_seen_whole_has_no_remark(rules: ps.Rulebook) -> None:
    """What is seen whole has no remark."""
    view = view_of(ADA, rules.access, THEIRS[:1], role="PSM", at=NOW)
    assert view.remark is None
    one = view_of(ADA, rules.access, THEIRS[1:2], role="PSM", at=NOW)
    assert one.remark is not None
    assert one.remark.startswith("1 partner not shown")


def test_a_partner_without_an_id_is_refused(rules: ps.Rulebook) -> None:
    """A partner without an id is refused."""
    with pytest.raises(InvalidValueError, match="has an id"):
        view_of(ADA, rules.access, [Resource(kind="partner")], role="PSM", at=NOW)


@pytest.mark.rule("ANL-06")
@pytest.mark.parametrize("engine", ["polars", "polars lazy", "pandas", "duckdb"])
def test_a_view_of_a_dataframe_is_that_of_records(
    rules: ps.Rulebook, engine: str
) -> None:
    """The filter of access runs on the engine; whose analytics they are decides."""
    if engine == "duckdb":
        pytest.importorskip("duckdb")
    frame = make_frame(
        {
            "partner_id": ["acme", "birch", "cedar"],
            "stage": ["gate_3", "gate_2", "gate_3"],
            **dict.fromkeys(("pam_key", "pdm_key", "tpm_key", "tam_key"), [""] * 3),
            "psm_key": ["ada@example.com", "ada@example.com", "bo@example.com"],
        },
        engine,
    )
    for role in ("PSM", "TAM"):
        found = collect_view(frame, ADA, rules.access, role=role, at=NOW)
        assert found == view_of(ADA, rules.access, THEIRS, role=role, at=NOW)


@pytest.mark.rule("ANL-06", "FRM-02")
def test_a_view_needs_each_partner_once(rules: ps.Rulebook) -> None:
    """A partner without an id, and one that is there twice, are refused."""
    for ids in (["acme", None], ["acme", "acme"]):
        frame = pl.DataFrame(
            {"of": ids, "stage": ["gate_3"] * 2, "psm_key": ["ada@example.com"] * 2}
        )
        columns = AccessColumns(partner_id="of")
        with pytest.raises(InvalidDataError, match="partner"):
            collect_view(frame, ADA, rules.access, role="PSM", at=NOW, columns=columns)
