"""The form in which reviews are given as data, as a JSON Schema."""

from __future__ import annotations

from typing import Any, Final

from partner_success.review.data import SCHEMA_VERSION
from partner_success.review.findings import FINDINGS, Urgency

__all__ = ["review_schema"]

Schema = dict[str, Any]

_TEXT: Final[Schema] = {"type": "string"}
_WHOLE: Final[Schema] = {"type": "integer"}
_COUNT: Final[Schema] = {"type": "integer", "minimum": 0}
_TRUTH: Final[Schema] = {"type": "boolean"}
_DAY: Final[Schema] = {"type": "string", "format": "date"}
_INSTANT: Final[Schema] = {"type": "string", "format": "date-time"}
_NUMBER: Final[Schema] = {"$ref": "#/$defs/number"}
_BAND: Final[Schema] = {"$ref": "#/$defs/band"}


def review_schema() -> Schema:
    """Give the JSON Schema of what `portfolio_data` and `reviews_data` give.

    It rejects what is missing or of another type. Keys that it does not name may come
    without a new version, so it lets them pass.

    Examples:
        >>> schema = review_schema()
        >>> schema["$id"], schema["properties"]["schema_version"]
        ('urn:partner-success:review:1', {'const': 1})
    """
    tally = _list(_object(id=_TEXT, name=_TEXT, count=_COUNT))
    whole = _object(
        schema_version={"const": SCHEMA_VERSION},
        rulebook=_TEXT,
        at=_INSTANT,
        on=_DAY,
        partners=_list({"$ref": "#/$defs/partner"}),
        refusals=_list({"$ref": "#/$defs/refusal"}),
        remarks=_list(_TEXT),
    )
    # One partner alone comes without what sums up a portfolio.
    whole["properties"] |= {
        "counts": _counts(),
        "stages": tally,
        "bands": tally,
        "common": _list(
            _object(
                code=_codes(),
                name=_TEXT,
                urgency=_urgencies(),
                count=_COUNT,
                partners=_COUNT,
            )
        ),
    }
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"urn:partner-success:review:{SCHEMA_VERSION}",
        "title": "A review of partners",
        **whole,
        "$defs": _definitions(),
    }


def _object(**properties: Schema) -> Schema:
    return {
        "type": "object",
        "required": list(properties),
        "properties": dict(properties),
    }


def _list(items: Schema) -> Schema:
    return {"type": "array", "items": items}


def _or_null(schema: Schema) -> Schema:
    return {"anyOf": [schema, {"type": "null"}]}


def _one_of(*words: str | None) -> Schema:
    return {"enum": list(words)}


def _codes() -> Schema:
    return _one_of(*FINDINGS.ids)


def _urgencies() -> Schema:
    return _one_of(*map(str, Urgency))


def _counts() -> Schema:
    return _object(**{each.replace(" ", "_"): _COUNT for each in Urgency})


def _definitions() -> Schema:
    return {
        "number": _object(value={"type": "number"}, exact=_TEXT),
        "band": _object(id=_TEXT, name=_TEXT),
        "money": _object(amount=_TEXT, currency=_TEXT),
        "refusal": _object(
            file=_TEXT,
            line=_or_null(_WHOLE),
            record=_WHOLE,
            column=_TEXT,
            code=_TEXT,
            message=_TEXT,
            given=_or_null(_TEXT),
            expected=_or_null(_TEXT),
        ),
        "partner": _partner(),
        "finding": _object(
            code=_codes(),
            urgency=_urgencies(),
            kind=_TEXT,
            subject=_TEXT,
            message=_TEXT,
            roles=_list(_TEXT),
            people=_list(_TEXT),
            playbooks=_list(_TEXT),
            since=_or_null(_DAY),
            rules=_list(_TEXT),
        ),
        "stage": _stage(),
        "account": _account(),
        "programme": _programme(),
    }


def _partner() -> Schema:
    item = _object(
        id=_TEXT, number=_or_null(_WHOLE), state=_TEXT, by=_DAY, missed=_COUNT
    )
    target = _object(
        kind=_TEXT,
        state=_TEXT,
        share=_NUMBER,
        due=_or_null(_INSTANT),
    )
    return _object(
        id=_TEXT,
        name=_TEXT,
        counts=_counts(),
        findings=_list({"$ref": "#/$defs/finding"}),
        stage=_or_null({"$ref": "#/$defs/stage"}),
        accounts=_list({"$ref": "#/$defs/account"}),
        tickets=_list(
            _object(
                id=_TEXT,
                account_id=_or_null(_TEXT),
                severity=_TEXT,
                opened_at=_INSTANT,
                judged=_TRUTH,
                targets=_list(target),
            )
        ),
        surveys=_or_null(
            _object(
                fiscal_year=_TEXT,
                csat=_or_null(_NUMBER),
                csat_points=_COUNT,
                projects=_COUNT,
                nps=_or_null(_NUMBER),
                nps_answers=_COUNT,
            )
        ),
        readiness=_or_null(
            _object(
                id=_TEXT,
                on=_DAY,
                complete=_TRUTH,
                points=_object(least=_WHOLE, most=_WHOLE),
                level=_or_null(_BAND),
            )
        ),
        operation=_or_null(
            _object(
                on=_DAY,
                state=_one_of("scored", "not scored", "refused"),
                score=_or_null(_NUMBER),
                greatest_drag=_or_null(_TEXT),
                band=_or_null(_BAND),
                playbooks=_list(_TEXT),
            )
        ),
        maturity=_or_null(
            _object(
                on=_DAY,
                stage=_or_null(_COUNT),
                to_build=_list(_TEXT),
                not_answered=_list(_TEXT),
            )
        ),
        care=_or_null(_list(_object(role=_TEXT, items=_list(item)))),
        prompts=_list(_TEXT),
        programme=_or_null({"$ref": "#/$defs/programme"}),
    )


def _programme() -> Schema:
    states = _one_of("met", "not_met", "not_known", "not_asked")
    money = {"$ref": "#/$defs/money"}
    session = _object(step=_TEXT, number=_COUNT, by=_DAY)
    return _object(
        specialisation=_or_null(
            _object(reached=_or_null(_TEXT), next=_or_null(_TEXT), steps=_list(_TEXT))
        ),
        requirements=_or_null(
            _object(
                state=states,
                met=_COUNT,
                of=_COUNT,
                results=_list(
                    _object(id=_TEXT, state=states, asked=_TEXT, found=_TEXT)
                ),
            )
        ),
        enablement=_or_null(
            _object(
                week=_or_null(_COUNT),
                weeks=_COUNT,
                csms=_list(
                    _object(
                        id=_TEXT,
                        attended=_COUNT,
                        missed=_COUNT,
                        sessions=_COUNT,
                        overdue=_list(session),
                        out_of_order=_COUNT,
                    )
                ),
            )
        ),
        pilot=_or_null(
            _object(
                takes_part=_TRUTH,
                done={"type": "object", "additionalProperties": _DAY},
                lacks=_list(_TEXT),
                case_study=_one_of("asked", "agreed", "declined", None),
            )
        ),
        incentives=_or_null(
            _object(
                total=money,
                due=_list(
                    _object(kind=_TEXT, subject=_TEXT, quarter=_TEXT, amount=money)
                ),
                lines=_list(
                    _object(
                        kind=_TEXT,
                        subject=_TEXT,
                        state=_one_of("earned", "undecided", "not_earned"),
                        amount=_or_null(money),
                        lacking=_list(_TEXT),
                    )
                ),
            )
        ),
    )


def _stage() -> Schema:
    day = _object(percent=_WHOLE, day=_DAY, at_least=_TRUTH)
    return _object(
        id=_TEXT,
        name=_TEXT,
        status=_TEXT,
        week=_or_null(_WHOLE),
        punctuality=_one_of("early", "on time", "late", None),
        days_off_plan=_COUNT,
        next=_or_null(_TEXT),
        obstacles=_list(
            _object(
                stage=_TEXT,
                code=_TEXT,
                message=_TEXT,
                rules=_list(_TEXT),
                roles=_list(_TEXT),
                people=_list(_TEXT),
            )
        ),
        target_launch=_or_null(_DAY),
        launched_on=_or_null(_DAY),
        risk=_object(
            level=_one_of("high", "medium", "low", None), buffer=_or_null(_NUMBER)
        ),
        forecast=_or_null(_object(days=_list(day), chance=_or_null(_NUMBER))),
    )


def _account() -> Schema:
    return _object(
        id=_TEXT,
        name=_TEXT,
        on=_DAY,
        left=_TRUTH,
        state=_one_of("scored", "not scored", "refused"),
        score=_or_null(_NUMBER),
        greatest_drag=_or_null(_TEXT),
        band=_or_null(_BAND),
        triggers=_list(
            _object(
                id=_TEXT,
                state=_one_of("fired", "quiet", "not enough data"),
                since=_or_null(_DAY),
            )
        ),
        licences=_list(
            _object(
                licence_type=_TEXT,
                licensed=_or_null(_COUNT),
                active=_or_null(_COUNT),
                utilisation=_or_null(_NUMBER),
                risk=_or_null(_BAND),
                renewal_at_risk=_TRUTH,
                up_sell=_TRUTH,
            )
        ),
        playbooks=_list(_TEXT),
        renews_on=_or_null(_DAY),
        prompts=_list(_TEXT),
    )
