"""A small questionnaire, and everything that it takes to sign its answers."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone
from decimal import Decimal
from typing import Any

import attrs

from partner_success.core.expressions import Compare, Field, Literal
from partner_success.questionnaires import (
    Choice,
    ChoicesField,
    DateField,
    Draft,
    NumberField,
    Questionnaire,
    Replaced,
    Section,
    Signature,
    Signer,
    Submission,
    TextField,
    TypedMark,
    WholeNumberField,
    YesNoField,
    start_draft,
    submit,
)

AT = datetime(2026, 3, 2, 0, 30, tzinfo=timezone(timedelta(hours=2)))
SIGNER = Signer(name="Ada Byron", email="ada@example.com", role="PSM")
MARK = TypedMark(text="Ada Byron")
SIGNING = {"signer": SIGNER, "mark": MARK, "at": AT}
NO_DIGEST = "0" * 64

ANSWERS = {
    "contract": {
        "signed": True,
        "signed_on": "2026-03-01",
        "reference": "PPA-7 €",
    },
    "size": {"users": 40, "value": Decimal("1.50"), "regions": ["eu", "us"]},
}


def questionnaire(version: str = "1.4.0", id: str = "gate") -> Questionnaire:
    """Give a questionnaire with a hidden and a computed field."""
    signed = Compare(Field("signed"), "equals", Literal(True))
    contract = Section(
        id="contract",
        title="Contract",
        fields=[
            YesNoField(id="signed", label="Is it signed?", required=True),
            DateField(
                id="signed_on",
                label="When?",
                required=True,
                visible_when=signed,
                latest_days=0,
            ),
            TextField(id="reference", label="Reference"),
        ],
    )
    size = Section(
        id="size",
        title="Size",
        fields=[
            WholeNumberField(id="users", label="How many users?"),
            NumberField(id="value", label="What is it worth?", unit="USD"),
            ChoicesField(
                id="regions",
                label="Where?",
                choices=[Choice(id="eu", label="Europe"), Choice(id="us", label="US")],
            ),
            YesNoField(
                id="large",
                label="Is it large?",
                computed=Compare(Field("users"), "at_least", Literal(30)),
            ),
        ],
    )
    return Questionnaire(
        id=id,
        version=version,
        title="Gate",
        sections=[contract, size],
        completed_by=("PSM", "PAM"),
    )


def draft(answers: Any = ANSWERS, **changes: Any) -> Draft:
    """Give a draft of the questionnaire."""
    found = start_draft(
        questionnaire(), answers, id="d-1", partner_id="p-1", at=AT, by="u-1"
    )
    return attrs.evolve(found, **changes)


def submission(id: str = "s-1", replaces: Replaced | None = None) -> Submission:
    """Give a signed submission."""
    done = submit(draft(), questionnaire(), id=id, replaces=replaces, **SIGNING)
    assert done.submission is not None
    return done.submission


def signed(answers: Any, **changes: Any) -> Submission:
    """Sign any answers, whatever a questionnaire would say of them."""
    signature = Signature(
        signer=changes.pop("signer", SIGNER),
        signed_at=changes.pop("signed_at", AT),
        mark=changes.pop("mark", MARK),
        address=changes.pop("address", None),
        client=changes.pop("client", None),
        digest=NO_DIGEST,
    )
    given = {
        "id": "s-1",
        "questionnaire_id": "gate",
        "version": "1.4.0",
        "partner_id": "p-1",
        "answers": answers,
        **changes,
    }
    return resigned(Submission(signature=signature, **given))


def resigned(record: Submission) -> Submission:
    """Give the record with the digest that fits it, as a forger would."""
    digest = record.computed_digest()
    return attrs.evolve(record, signature=attrs.evolve(record.signature, digest=digest))
