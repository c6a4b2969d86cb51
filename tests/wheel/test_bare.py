"""The wheel without any extra, installed far from the source tree."""

from __future__ import annotations

import subprocess
import sys
from datetime import date, datetime
from fractions import Fraction
from importlib import metadata, resources
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

import partner_success as ps
from partner_success.errors import MissingExtraError


def test_it_is_the_installed_package() -> None:
    """The package comes from this environment, and says its version."""
    assert Path(ps.__file__).is_relative_to(sys.prefix)
    assert ps.__version__ == metadata.version("partner-success")


def test_type_checkers_may_trust_it() -> None:
    """The mark of a typed package is in the wheel."""
    assert resources.files("partner_success").joinpath("py.typed").is_file()


def test_standard_rulebook_loads_and_scores() -> None:
    """The numbers travel with the code."""
    score = ps.standard().health.score(
        technical_performance=92,
        business_outcomes=71,
        user_adoption=64,
        relationship_strength=80,
    )
    assert score.band is not None
    assert (score.value, score.band.name) == (77.7, "At Risk")


def test_missing_extra_is_named(tmp_path: Path) -> None:
    """Reading a table without the dataframe library says what to install."""
    from partner_success.frames import read_table

    table = tmp_path / "accounts.csv"
    table.write_text("id\nacme\n", encoding="utf-8")
    with pytest.raises(MissingExtraError) as caught:
        read_table(table)
    assert caught.value.extra == "frames"
    assert "pip install 'partner-success[frames]'" in str(caught.value)


def test_a_backtest_without_its_extra_says_what_to_install() -> None:
    """The package opens without numpy, and drawing lots names the extra."""
    rules = ps.standard()
    with pytest.raises(MissingExtraError) as caught:
        ps.analytics.backtest(rules.health, rules.health, [], policy=rules.backtest)
    assert caught.value.extra == "bulk"


def test_strategies_without_their_extra_say_what_to_install() -> None:
    """The package of test helpers opens without hypothesis and names the extra."""
    with pytest.raises(MissingExtraError) as caught:
        ps.testing.questionnaires()
    assert caught.value.extra == "testing"


def test_clocks_run_without_any_extra() -> None:
    """Working time needs nothing; holidays and columns name their extras."""
    berlin = ZoneInfo("Europe/Berlin")
    friday = datetime(2026, 5, 8, 15, tzinfo=berlin)
    office = ps.WorkingCalendar.parse("Mon-Fri 09:00-17:00", zone="Europe/Berlin")
    policy = ps.standard().sla["partner_support"]
    clock = policy.open(severity="medium", at=friday, calendar=office)
    due = clock.at(friday).first_response.due
    assert due == datetime(2026, 5, 11, 15, tzinfo=berlin)
    away = ps.WorkingCalendar.parse(str(office), holidays="DE")
    with pytest.raises(MissingExtraError) as caught:
        away.is_open(friday)
    assert caught.value.extra == "holidays"
    with pytest.raises(MissingExtraError) as caught:
        ps.calendars.bulk.elapsed(office, [0], [1])
    assert caught.value.extra == "bulk"


def test_questionnaires_are_asked_and_signed_without_any_extra() -> None:
    """The standard questions travel with the code; seals and tests name extras."""
    gate = ps.standard().questionnaires["cs_maturity"]
    section = gate.sections[gate.sections.ids[0]]
    answers = {section.id: {field.id: True for field in section.fields}}
    at = datetime(2026, 5, 8, 15, tzinfo=ZoneInfo("Europe/Berlin"))
    asking = ps.questionnaires
    draft = asking.start_draft(
        gate, answers, id="d", partner_id="acme", at=at, by="u-17"
    )
    signer = asking.Signer(name="Ada Byron", email="ada@example.com", role="PSM")
    submitted = asking.submit(
        draft, gate, id="s", signer=signer, mark=asking.TypedMark(text="Ada"), at=at
    )
    assert submitted.submission is not None
    assert asking.verify(submitted.submission, questionnaire=gate).holds
    assert ps.interop.form_schema(gate).schema["title"] == gate.title
    with pytest.raises(MissingExtraError) as caught:
        asking.seal(submitted.submission, bytes(32), key_id="k")
    assert caught.value.extra == "signing"
    with pytest.raises(MissingExtraError) as caught:
        ps.testing.questionnaires()
    assert caught.value.extra == "testing"


def test_access_is_decided_without_any_extra() -> None:
    """The table travels with the code; what runs elsewhere names its extra."""
    at = datetime(2026, 5, 8, 15, tzinfo=ZoneInfo("Europe/Berlin"))
    policy = ps.standard().access
    ada = ps.access.Actor(id="p-1", email="Ada@example.com", roles=["PSM"])
    acme = ps.access.partner_resource(
        "acme", stage="gate_3", team={"PSM": "ada@EXAMPLE.com"}
    )
    assert policy.decide(ada, "view_partner", acme, at=at).role == "PSM"
    assert not policy.decide(ada, "edit_partner", acme, at=at).allowed
    seen = policy.predicate(ada, "view_partner", at=at)
    row = {"partner_id": "acme", "stage": "gate_3", "team": {"PSM": "ada@example.com"}}
    assert seen.matches(row)
    export = ps.interop.cedar_export(policy)
    assert "psm_sees" in export.policies
    with pytest.raises(MissingExtraError) as caught:
        ps.interop.cedar_engine(export)
    assert caught.value.extra == "cedar"
    with pytest.raises(MissingExtraError) as caught:
        ps.interop.sql_condition(seen, None)
    assert caught.value.extra == "sql"


def test_a_partner_sets_out_without_any_extra() -> None:
    """The journey, its machines and its questionnaires travel with the code."""
    at = datetime(2026, 5, 8, 15, tzinfo=ZoneInfo("Europe/Berlin"))
    rules, gates = ps.standard(), ps.gates
    ada = ps.access.Actor(id="p-1", email="ada@example.com", roles=["PAM"])
    team = [ps.partners.TeamAssignment(role="PAM", person_id="p-1")]
    partner = ps.partners.Partner(id="acme", name="Acme", team=team)
    journey = rules.journey.start(partner, at=at)
    step = journey.apply(gates.StartStage(by=ada, stage="pre_contract"), at=at)
    assert [event.kind for event in step.events] == ["stage_started"]
    refused = step.journey.apply(gates.SignOff(by=ada), at=at)
    assert refused.refused
    assert refused.journey is step.journey
    assert rules.journey.replay(step.journey.events) == step.journey
    assert step.journey.why_not("gate_0").obstacles


def test_customers_are_worked_with_without_any_extra() -> None:
    """Lifecycle, cadence, renewals and playbooks travel with the code."""
    at = datetime(2026, 5, 4, 9, tzinfo=ZoneInfo("Europe/Berlin"))
    rules, engagement = ps.standard(), ps.engagement
    office = ps.WorkingCalendar.parse("Mon-Fri 09:00-17:00; zone UTC")
    points = rules.cadence.touchpoints(
        date(2026, 4, 25), date(2026, 5, 31), calendar=office
    )
    assert points[0].on == date(2026, 5, 4)
    with pytest.raises(MissingExtraError) as caught:
        ps.interop.touchpoints_ics(points, partner_id="acme", at=at)
    assert caught.value.extra == "icalendar"
    assert rules.responsibilities.who_does("quoting_and_billing")
    runs = engagement.PlaybookRuns(playbooks=rules.playbooks)
    start = engagement.StartRun(
        by="ada", subject="acme", cause=engagement.Cause(kind="ticket", id="T-7")
    )
    step = runs.start("critical_production_issue", start, at=at)
    assert not step.refused
    assert step.runs.start("critical_production_issue", start, at=at).refused


def test_a_partner_is_reviewed_without_any_extra() -> None:
    """What is not known is said; nothing of the dataframes is needed."""
    at = datetime(2026, 5, 4, 9, tzinfo=ZoneInfo("Europe/Berlin"))
    team = [ps.partners.TeamAssignment(role="PAM", person_id="ada")]
    partner = ps.partners.Partner(id="acme", name="Acme", team=team)
    snapshot = ps.partners.Snapshot(at=at, partner=partner)
    found = ps.review(snapshot, ps.standard(), at=at)
    assert found.worst == found.not_known
    whole = ps.review_portfolio([snapshot], ps.standard(), at=at)
    assert whole.partner("acme") == found


def test_programmes_and_practices_work_without_any_extra() -> None:
    """A pilot says what keeps it, and returns are exact; only the best needs scipy."""
    from partner_success.practice.assignment import assign_best, assign_greedily
    from partner_success.practice.returns import Reading
    from partner_success.practice.staffing import Account, StaffMember

    at = datetime(2026, 5, 4, 9, tzinfo=ZoneInfo("Europe/Berlin"))
    rules, programme = ps.standard(), ps.programme
    pilot = programme.PilotProgramme.begin(rules.programme, "emea", at=at, by="ada")
    assert pilot.apply(programme.AdvancePilot(by="ada"), at=at).refused
    assert len(pilot.blocking(at=at)) == 3
    found = rules.returns.return_on_investment(rules.returns.example.case)
    assert found.ratio.share(Reading.OVER_INVESTMENT) == Fraction(1100, 259)
    accounts = [Account(id="acme", role="enterprise_csm")]
    people = [StaffMember(id="ada", role="enterprise_csm")]
    assert not assign_greedily(accounts, people, rules.staffing).untaken
    with pytest.raises(MissingExtraError) as caught:
        assign_best(accounts, people, rules.staffing)
    assert caught.value.extra == "solver"


@pytest.mark.parametrize(
    "command",
    [
        [sys.executable, "-m", "partner_success"],
        [str(Path(sys.executable).with_name("partner-success"))],
    ],
    ids=["module", "script"],
)
def test_command_without_its_extra_says_what_to_install(command: list[str]) -> None:
    """No traceback, exit code 2, and the line to type."""
    done = subprocess.run(
        [*command, "score", "."], check=False, capture_output=True, text=True
    )
    assert done.returncode == 2
    assert "pip install 'partner-success[cli]'" in done.stderr
    assert "Traceback" not in done.stderr
