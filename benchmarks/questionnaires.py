"""Checking answers beside pydantic, cattrs and jsonschema; judging what was signed."""

from __future__ import annotations

import json
import statistics
import sys
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Annotated, Any, Literal

import attrs
import cattrs
import jsonschema
import pydantic
from _measuring import Row, median_ratio, microseconds_in_turns, options, tell

import partner_success as ps
from partner_success import core
from partner_success import questionnaires as asking

ON = date(2026, 3, 2)
REGIONS = ("europe", "americas", "asia", "africa")
VALID = """{
  "partner": {
    "name": "Acme Cloud", "email": "ada@example.com", "region": "europe",
    "tier": "gold", "employees": 120, "revenue": 1250000.5
  },
  "launch": {
    "planned": true, "planned_on": "2026-06-30", "channels": ["web", "phone"],
    "confidence": 4, "blocked": false
  }
}"""
FAULTY = """{
  "partner": {
    "name": "Acme Cloud", "email": "ada.example.com", "region": "europe",
    "tier": "gold", "employees": 12.5, "revenue": 1250000.5
  },
  "launch": {
    "planned": true, "planned_on": "2026-06-31", "channels": ["web", "phone"],
    "confidence": 4, "blocked": false
  }
}"""


def ours() -> asking.Questionnaire:
    """Twelve fields, of which two are asked only after a yes."""

    def choices(*codes: str) -> list[asking.Choice]:
        return [asking.Choice(id=code, label=code) for code in codes]

    def yes(name: str) -> core.Condition:
        return core.from_data({"field": name, "equals": True})

    partner = [
        asking.TextField(id="name", label="Name", required=True, most_characters=100),
        asking.EmailField(id="email", label="E-mail", required=True),
        asking.ChoiceField(
            id="region", label="Region", required=True, choices=choices(*REGIONS)
        ),
        asking.ChoiceField(
            id="tier", label="Tier", required=True, choices=choices("gold", "silver")
        ),
        asking.WholeNumberField(
            id="employees", label="Employees", required=True, at_least=1
        ),
        asking.NumberField(
            id="revenue", label="Revenue", required=True, unit="USD", at_least=0
        ),
    ]
    launch = [
        asking.YesNoField(id="planned", label="Planned?", required=True),
        asking.DateField(
            id="planned_on", label="When?", required=True, visible_when=yes("planned")
        ),
        asking.ChoicesField(
            id="channels",
            label="Channels",
            required=True,
            choices=choices("web", "phone"),
        ),
        asking.RatingField(id="confidence", label="Confidence", required=True),
        asking.YesNoField(id="blocked", label="Blocked?", required=True),
        asking.LongTextField(
            id="blockers", label="By what?", required=True, visible_when=yes("blocked")
        ),
    ]
    return asking.Questionnaire(
        id="launch",
        version="1.0.0",
        title="Launch",
        sections=[
            asking.Section(id="partner", title="Partner", fields=partner),
            asking.Section(id="launch", title="Launch", fields=launch),
        ],
    )


class Partner(pydantic.BaseModel):
    """The first section for pydantic."""

    model_config = pydantic.ConfigDict(extra="forbid", strict=True)
    name: Annotated[str, pydantic.Field(min_length=1, max_length=100)]
    email: Annotated[str, pydantic.Field(pattern=r"^[^@\s]+@[^@\s]+\.[a-z]+$")]
    region: Literal["europe", "americas", "asia", "africa"]
    tier: Literal["gold", "silver"]
    employees: Annotated[int, pydantic.Field(ge=1)]
    revenue: Annotated[float, pydantic.Field(ge=0)]


class Launch(pydantic.BaseModel):
    """The second section for pydantic."""

    model_config = pydantic.ConfigDict(extra="forbid", strict=True)
    planned: bool
    planned_on: Annotated[date | None, pydantic.Field(strict=False)] = None
    channels: list[Literal["web", "phone"]]
    confidence: Annotated[int, pydantic.Field(ge=1, le=5)]
    blocked: bool
    blockers: str | None = None

    @pydantic.model_validator(mode="after")
    def _asked(self) -> Launch:
        if self.planned != (self.planned_on is not None):
            raise ValueError("planned_on goes with planned")
        if self.blocked != (self.blockers is not None):
            raise ValueError("blockers go with blocked")
        return self


class Answers(pydantic.BaseModel):
    """Both sections for pydantic."""

    model_config = pydantic.ConfigDict(extra="forbid", strict=True)
    partner: Partner
    launch: Launch


def pydantic_check() -> Callable[[Any], object]:
    """Give pydantic's way to check, errors gathered."""

    def run(data: Any) -> object:
        try:
            return Answers.model_validate(data)
        except pydantic.ValidationError as error:
            return error.errors(include_url=False)

    return run


_text = attrs.validators.instance_of(str)
_truth = attrs.validators.instance_of(bool)


@attrs.frozen
class PartnerRecord:
    """The first section for cattrs."""

    name: str = attrs.field(validator=[_text, attrs.validators.max_len(100)])
    email: str = attrs.field(validator=attrs.validators.matches_re(r"[^@\s]+@[^@\s]+"))
    region: str = attrs.field(validator=attrs.validators.in_(REGIONS))
    tier: str = attrs.field(validator=attrs.validators.in_(("gold", "silver")))
    employees: int = attrs.field(validator=attrs.validators.ge(1))
    revenue: float = attrs.field(validator=attrs.validators.ge(0))


@attrs.frozen
class LaunchRecord:
    """The second section for cattrs."""

    planned: bool = attrs.field(validator=_truth)
    channels: list[str]
    confidence: int = attrs.field(validator=[attrs.validators.ge(1)])
    blocked: bool = attrs.field(validator=_truth)
    planned_on: date | None = None
    blockers: str | None = None

    def __attrs_post_init__(self) -> None:
        if self.planned != (self.planned_on is not None):
            raise ValueError("planned_on goes with planned")
        if self.blocked != (self.blockers is not None):
            raise ValueError("blockers go with blocked")


@attrs.frozen
class Record:
    """Both sections for cattrs."""

    partner: PartnerRecord
    launch: LaunchRecord


def cattrs_check() -> Callable[[Any], object]:
    """Give the way of cattrs to check, with detailed validation."""
    converter = cattrs.Converter(detailed_validation=True, forbid_extra_keys=True)
    converter.register_structure_hook(date, lambda text, _: date.fromisoformat(text))

    def run(data: Any) -> object:
        try:
            return converter.structure(data, Record)
        except cattrs.BaseValidationError as error:
            return cattrs.transform_error(error)

    return run


def jsonschema_check() -> Callable[[Any], object]:
    """Give the way of jsonschema to check, with formats."""

    def asked(name: str, schema: dict[str, Any], by: str) -> dict[str, Any]:
        return {
            "if": {"properties": {by: {"const": True}}, "required": [by]},
            "then": {"properties": {name: schema}, "required": [name]},
            "else": {"not": {"required": [name]}},
        }

    text = {"type": "string", "minLength": 1}
    partner = {
        "type": "object",
        "properties": {
            "name": {**text, "maxLength": 100},
            "email": {"type": "string", "format": "email"},
            "region": {"enum": list(REGIONS)},
            "tier": {"enum": ["gold", "silver"]},
            "employees": {"type": "integer", "minimum": 1},
            "revenue": {"type": "number", "minimum": 0},
        },
        "required": ["name", "email", "region", "tier", "employees", "revenue"],
        "additionalProperties": False,
    }
    day = {"type": "string", "format": "date"}
    launch = {
        "type": "object",
        "properties": {
            "planned": {"type": "boolean"},
            "channels": {
                "type": "array",
                "items": {"enum": ["web", "phone"]},
                "minItems": 1,
                "uniqueItems": True,
            },
            "confidence": {"type": "integer", "minimum": 1, "maximum": 5},
            "blocked": {"type": "boolean"},
        },
        "required": ["planned", "channels", "confidence", "blocked"],
        "allOf": [
            asked("planned_on", day, "planned"),
            asked("blockers", text, "blocked"),
        ],
        "unevaluatedProperties": False,
    }
    validator = jsonschema.Draft202012Validator(
        {
            "type": "object",
            "properties": {"partner": partner, "launch": launch},
            "required": ["partner", "launch"],
            "additionalProperties": False,
        },
        format_checker=jsonschema.Draft202012Validator.FORMAT_CHECKER,
    )
    return lambda data: list(validator.iter_errors(data))


def checking_rows(*, quick: bool) -> list[Row]:
    """Time the check of twelve fields, and how the peers do with the same rules."""
    valid, faulty = json.loads(VALID), json.loads(FAULTY)
    questionnaire = ours()
    ways = (
        lambda data: asking.check(questionnaire, data, on=ON),
        pydantic_check(),
        cattrs_check(),
        jsonschema_check(),
    )
    mine, *_ = ways
    assert not mine(valid)
    assert len(mine(faulty)) == 3
    for way in ways[1:]:
        assert way(valid) != way(faulty)
    rounds, calls = (15, 2_000) if quick else (41, 10_000)
    jobs = [*(lambda way=way: way(valid) for way in ways), lambda: mine(faulty)]
    counts = [calls, calls, calls, max(calls // 20, 1), calls]
    good, pydantic_, cattrs_, jsonschema_, bad = microseconds_in_turns(
        jobs, rounds=rounds, calls=counts
    )
    return [
        Row("12 fields checked, valid, us", statistics.median(good), 10),
        Row("12 fields checked, three errors, us", statistics.median(bad), 15),
        Row("time beside pydantic v2, ratio", median_ratio(good, pydantic_), 2.5),
        Row("time beside cattrs detailed, ratio", median_ratio(good, cattrs_), 1),
        Row(
            "times as fast as jsonschema",
            median_ratio(jsonschema_, good),
            10,
            at_least=True,
        ),
    ]


def judging_rows(*, quick: bool) -> list[Row]:
    """Time how many signed Gate 3 submissions are judged and verified in a second."""
    gate = ps.standard().questionnaires["gate_3"]
    count = 200 if quick else 1_000
    submissions = [_submission(gate, place) for place in range(count)]
    assert all(asking.verify(each, questionnaire=gate).holds for each in submissions)

    def judge() -> None:
        for each in submissions:
            on = each.signature.signed_at.date()
            asking.evaluate(gate, each.answers, on=on)
            asking.verify(each, questionnaire=gate)

    (taken,) = microseconds_in_turns([judge], rounds=9 if quick else 21, calls=1)
    rate = count / statistics.median(taken) * 1e6
    name = "Gate 3 submissions judged and verified a second"
    return [Row(name, rate, 12_000, at_least=True)]


def _submission(gate: asking.Questionnaire, place: int) -> asking.Submission:
    """Sign answers that differ from one submission to the next."""
    text = Path("examples/questionnaires/gate_3.json").read_text(encoding="utf-8")
    answers = json.loads(text)
    answers["phase_3b"]["beta_customers"] = place + 1
    answers["phase_3b"]["rollback_plan"] = place % 3 > 0
    at = datetime(2026, 5, 13, 9, tzinfo=UTC) + timedelta(minutes=place)
    draft = asking.start_draft(
        gate,
        id=f"d-{place}",
        partner_id=f"p-{place}",
        answers=answers,
        at=at,
        by="u-17",
    )
    signer = asking.Signer(name="Ada Byron", email="ada@example.com", role="PSM")
    mark = asking.TypedMark(text="Ada Byron")
    submitted = asking.submit(
        draft, gate, id=f"s-{place}", signer=signer, mark=mark, at=at
    )
    assert submitted.submission is not None
    return submitted.submission


def main() -> int:
    """Measure and tell."""
    chosen = options(__doc__ or "")
    rows = [*checking_rows(quick=chosen.quick), *judging_rows(quick=chosen.quick)]
    return tell(rows, as_json=chosen.json)


if __name__ == "__main__":
    sys.exit(main())
