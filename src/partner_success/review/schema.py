"""The form in which reviews are given as data, as a JSON Schema."""

from __future__ import annotations

from typing import Final

from partner_success.analytics.schema_parts import (
    COUNT,
    DAY,
    DIALECT,
    INSTANT,
    NUMBER,
    TEXT,
    TRUTH,
    WHOLE,
    Schema,
    a_list,
    an_object,
    one_of,
    or_null,
    refused_row,
)
from partner_success.review.data import SCHEMA_VERSION
from partner_success.review.findings import FINDINGS, Urgency

__all__ = ["review_schema"]

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
    tally = a_list(an_object(id=TEXT, name=TEXT, count=COUNT))
    whole = an_object(
        schema_version={"const": SCHEMA_VERSION},
        rulebook=TEXT,
        at=INSTANT,
        on=DAY,
        partners=a_list({"$ref": "#/$defs/partner"}),
        refusals=a_list({"$ref": "#/$defs/refusal"}),
        remarks=a_list(TEXT),
    )
    # One partner alone comes without what sums up a portfolio.
    whole["properties"] |= {
        "counts": _counts(),
        "stages": tally,
        "bands": tally,
        "common": a_list(
            an_object(
                code=_codes(),
                name=TEXT,
                urgency=_urgencies(),
                count=COUNT,
                partners=COUNT,
            )
        ),
    }
    return {
        "$schema": DIALECT,
        "$id": f"urn:partner-success:review:{SCHEMA_VERSION}",
        "title": "A review of partners",
        **whole,
        "$defs": _definitions(),
    }


def _codes() -> Schema:
    return one_of(*FINDINGS.ids)


def _urgencies() -> Schema:
    return one_of(*map(str, Urgency))


def _counts() -> Schema:
    return an_object(**{each.replace(" ", "_"): COUNT for each in Urgency})


def _definitions() -> Schema:
    return {
        "number": an_object(value={"type": "number"}, exact=TEXT),
        "band": an_object(id=TEXT, name=TEXT),
        "money": an_object(amount=TEXT, currency=TEXT),
        "refusal": refused_row(),
        "partner": _partner(),
        "finding": an_object(
            code=_codes(),
            urgency=_urgencies(),
            kind=TEXT,
            subject=TEXT,
            message=TEXT,
            roles=a_list(TEXT),
            people=a_list(TEXT),
            playbooks=a_list(TEXT),
            since=or_null(DAY),
            rules=a_list(TEXT),
        ),
        "stage": _stage(),
        "account": _account(),
        "programme": _programme(),
    }


def _partner() -> Schema:
    item = an_object(id=TEXT, number=or_null(WHOLE), state=TEXT, by=DAY, missed=COUNT)
    target = an_object(
        kind=TEXT,
        state=TEXT,
        share=NUMBER,
        due=or_null(INSTANT),
    )
    return an_object(
        id=TEXT,
        name=TEXT,
        counts=_counts(),
        findings=a_list({"$ref": "#/$defs/finding"}),
        stage=or_null({"$ref": "#/$defs/stage"}),
        accounts=a_list({"$ref": "#/$defs/account"}),
        tickets=a_list(
            an_object(
                id=TEXT,
                account_id=or_null(TEXT),
                severity=TEXT,
                opened_at=INSTANT,
                judged=TRUTH,
                targets=a_list(target),
            )
        ),
        surveys=or_null(
            an_object(
                fiscal_year=TEXT,
                csat=or_null(NUMBER),
                csat_points=COUNT,
                projects=COUNT,
                nps=or_null(NUMBER),
                nps_answers=COUNT,
            )
        ),
        readiness=or_null(
            an_object(
                id=TEXT,
                on=DAY,
                complete=TRUTH,
                points=an_object(least=WHOLE, most=WHOLE),
                level=or_null(_BAND),
            )
        ),
        operation=or_null(
            an_object(
                on=DAY,
                state=one_of("scored", "not scored", "refused"),
                score=or_null(NUMBER),
                greatest_drag=or_null(TEXT),
                band=or_null(_BAND),
                playbooks=a_list(TEXT),
            )
        ),
        maturity=or_null(
            an_object(
                on=DAY,
                stage=or_null(COUNT),
                to_build=a_list(TEXT),
                not_answered=a_list(TEXT),
            )
        ),
        care=or_null(a_list(an_object(role=TEXT, items=a_list(item)))),
        prompts=a_list(TEXT),
        programme=or_null({"$ref": "#/$defs/programme"}),
    )


def _programme() -> Schema:
    states = one_of("met", "not_met", "not_known", "not_asked")
    money = {"$ref": "#/$defs/money"}
    session = an_object(step=TEXT, number=COUNT, by=DAY)
    return an_object(
        specialisation=or_null(
            an_object(reached=or_null(TEXT), next=or_null(TEXT), steps=a_list(TEXT))
        ),
        requirements=or_null(
            an_object(
                state=states,
                met=COUNT,
                of=COUNT,
                results=a_list(
                    an_object(id=TEXT, state=states, asked=TEXT, found=TEXT)
                ),
            )
        ),
        enablement=or_null(
            an_object(
                week=or_null(COUNT),
                weeks=COUNT,
                csms=a_list(
                    an_object(
                        id=TEXT,
                        attended=COUNT,
                        missed=COUNT,
                        sessions=COUNT,
                        overdue=a_list(session),
                        out_of_order=COUNT,
                    )
                ),
            )
        ),
        pilot=or_null(
            an_object(
                takes_part=TRUTH,
                done={"type": "object", "additionalProperties": DAY},
                lacks=a_list(TEXT),
                case_study=one_of("asked", "agreed", "declined", None),
            )
        ),
        incentives=or_null(
            an_object(
                total=money,
                due=a_list(
                    an_object(kind=TEXT, subject=TEXT, quarter=TEXT, amount=money)
                ),
                lines=a_list(
                    an_object(
                        kind=TEXT,
                        subject=TEXT,
                        state=one_of("earned", "undecided", "not_earned"),
                        amount=or_null(money),
                        lacking=a_list(TEXT),
                    )
                ),
            )
        ),
    )


def _stage() -> Schema:
    day = an_object(percent=WHOLE, day=DAY, at_least=TRUTH)
    return an_object(
        id=TEXT,
        name=TEXT,
        status=TEXT,
        week=or_null(WHOLE),
        punctuality=one_of("early", "on time", "late", None),
        days_off_plan=COUNT,
        next=or_null(TEXT),
        obstacles=a_list(
            an_object(
                stage=TEXT,
                code=TEXT,
                message=TEXT,
                rules=a_list(TEXT),
                roles=a_list(TEXT),
                people=a_list(TEXT),
            )
        ),
        target_launch=or_null(DAY),
        launched_on=or_null(DAY),
        risk=an_object(
            level=one_of("high", "medium", "low", None), buffer=or_null(NUMBER)
        ),
        forecast=or_null(an_object(days=a_list(day), chance=or_null(NUMBER))),
    )


def _account() -> Schema:
    return an_object(
        id=TEXT,
        name=TEXT,
        on=DAY,
        left=TRUTH,
        state=one_of("scored", "not scored", "refused"),
        score=or_null(NUMBER),
        greatest_drag=or_null(TEXT),
        band=or_null(_BAND),
        triggers=a_list(
            an_object(
                id=TEXT,
                state=one_of("fired", "quiet", "not enough data"),
                since=or_null(DAY),
            )
        ),
        licences=a_list(
            an_object(
                licence_type=TEXT,
                licensed=or_null(COUNT),
                active=or_null(COUNT),
                utilisation=or_null(NUMBER),
                risk=or_null(_BAND),
                renewal_at_risk=TRUTH,
                up_sell=TRUTH,
            )
        ),
        playbooks=a_list(TEXT),
        renews_on=or_null(DAY),
        revenue=a_list(an_object(currency=TEXT, value={"type": "number"}, exact=TEXT)),
        prompts=a_list(TEXT),
    )
