"""Where partners stand on their journey, as plain data for programs."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from partner_success.cli.data import SCHEMA_VERSION, Data
from partner_success.cli.gate_logs import Logs
from partner_success.display.journeys import (
    PartnerStanding,
    days_in_stage,
    pressing_first,
)
from partner_success.gates import (
    Forecast,
    ForecastStage,
    Obstacle,
    PartnerJourney,
    Path,
)
from partner_success.interop import journey_state_document


def head_data(logs: Logs) -> Data:
    """Say what was asked."""
    return {
        "schema_version": SCHEMA_VERSION,
        "rulebook": logs.journey.provenance.edition,
        "journey": logs.journey.id,
        "on": logs.on.isoformat(),
    }


def standings_data(logs: Logs, found: Iterable[PartnerStanding]) -> Data:
    """Give where every partner stands, the most pressing first."""
    return {
        **head_data(logs),
        "partners": [_line(each) for each in pressing_first(found)],
    }


def standing_data(logs: Logs, found: PartnerStanding) -> Data:
    """Give everything that is known of one partner."""
    partner, state = found.partner, found.partner.state
    view = partner.partner_view(on=logs.on)
    return {
        **head_data(logs),
        **_line(found),
        "version": state.version,
        "tier": state.tier.tier,
        "stages": [_stage(partner, id_, logs) for id_ in logs.journey.stages.ids],
        "open_items": [{"id": each.id, "name": each.name} for each in view.open_items],
        "team": {role: list(people) for role, people in state.team.items()},
        "launch_risk": found.risk.explain().as_data(),
        # What `read_journey_state` reads.
        "document": journey_state_document(state),
    }


def _line(found: PartnerStanding) -> Data:
    state, risk = found.partner.state, found.risk
    return {
        "partner": state.partner_id,
        "stage": state.stage,
        "status": found.gate.status.value,
        "state": found.gate.state,
        "week": found.standing.week,
        "punctuality": found.standing.punctuality,
        "days_off_plan": found.standing.days,
        "target_launch": _text(state.target_launch),
        "launched_on": _text(state.launch.launched_on),
        "risk": risk.level,
        "waits_for": found.waits_for,
    }


def _stage(partner: PartnerJourney, id_: str, logs: Logs) -> Data:
    stage, gate = partner.journey.stages[id_], partner.state.gates[id_]
    signed, decided, waiver = gate.sign_off, gate.override, gate.waiver
    return {
        "id": stage.id,
        "name": stage.name,
        "status": gate.status.value,
        "state": gate.state,
        "started_at": _text(gate.started_at),
        "passed_at": _text(gate.ended_at),
        "days": days_in_stage(gate, logs.on),
        "signed_off_by": None if signed is None else signed.by,
        "in_place_of": None if signed is None else signed.in_place_of,
        "overridden_by": None if decided is None else decided.by,
        "beta_waived_by": None if waiver is None else waiver.by,
        "reworks": gate.reworks,
        "blockers": list(gate.blockers),
    }


def path_data(logs: Logs, path: Path) -> Data:
    """Give everything between a partner and a stage."""
    return {
        **head_data(logs),
        "partner": path.partner_id,
        "here": path.here,
        "target": path.target,
        "arrived": path.arrived,
        "obstacles": [_obstacle(each) for each in path.obstacles],
    }


def _obstacle(each: Obstacle) -> Data:
    return {
        "stage": each.stage,
        "code": each.reason.code,
        "message": each.reason.message,
        "rules": list(each.reason.rules),
        "roles": list(each.roles),
        "people": list(each.people),
        "citations": list(map(str, each.citations)),
    }


def _text(value: date | None) -> str | None:
    return None if value is None else value.isoformat()


def forecast_data(logs: Logs, found: Forecast) -> Data:
    """Give when a partner will launch, and what that rests on."""
    return {
        **head_data(logs),
        "partner": found.partner_id,
        "target": _text(found.target),
        "draws": found.draws,
        "seed": found.seed,
        "days": [
            {
                "percent": each.percent,
                "day": each.day.isoformat(),
                "at_least": each.at_least,
            }
            for each in found.days
        ],
        "met": found.met,
        "met_at_most": found.met_at_most,
        "open_draws": found.open_draws,
        "stages": [_forecast_stage(each) for each in found.stages],
        "reasons": [
            {"code": each.code, "message": each.message} for each in found.reasons
        ],
    }


def _forecast_stage(each: ForecastStage) -> Data:
    return {
        "stage": each.stage,
        "source": each.source,
        "passed": each.passed,
        "under_way": each.under_way,
        "least": each.least,
        "planned": each.planned,
        "used": each.used,
        "median": None if each.median is None else str(each.median),
    }
