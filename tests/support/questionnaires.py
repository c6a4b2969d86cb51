"""A questionnaire with a field of every kind and every other part that there is."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from partner_success.core.citation import Citation
from partner_success.core.collections import FrozenMap
from partner_success.core.expressions import from_data, value_from_data
from partner_success.core.provenance import Provenance
from partner_success.questionnaires import (
    AttestationField,
    Case,
    Choice,
    ChoiceField,
    ChoicesField,
    Constraint,
    Criterion,
    DateField,
    EmailField,
    LongTextField,
    NumberField,
    PassPolicy,
    Questionnaire,
    RatingField,
    Section,
    TextField,
    WholeNumberField,
    YesNoField,
)

TIERS = (Choice(id="tier_0", label="Tier 0"), Choice(id="tier 1", label="Tier 1"))
SIGNED = from_data({"field": "signed", "equals": True})

CONTRACT = Section(
    id="contract",
    title="Contract",
    help="What is on paper.\nAsk legal first.",
    citations=(Citation("PSM", "Agreements"),),
    fields=[
        YesNoField(
            id="signed", label="Is it signed?", required=True, words=("Ja", "Nein")
        ),
        DateField(
            id="signed_on",
            label="When was it signed?",
            visible_when=SIGNED,
            earliest=date(2020, 1, 1),
            latest=date(2030, 12, 31),
            earliest_days=-3_650,
            latest_days=0,
        ),
        NumberField(
            id="amount",
            label="Which amount?",
            unit="USD",
            at_least=Decimal("0.01"),
            at_most=Decimal("1000000.00"),
            decimal_places=2,
        ),
        WholeNumberField(
            id="seats", label="How many seats?", at_least=1, at_most=500, unit="seats"
        ),
        EmailField(
            id="contact", label="Whom do we ask?", placeholder="ada@example.com"
        ),
        TextField(
            id="number",
            label="Contract number",
            least_characters=7,
            most_characters=7,
            pattern=r"[A-Z]{2}-\d{4}",
            placeholder="DE-2026",
        ),
        WholeNumberField(
            id="age",
            label="Days since then",
            unit="days",
            computed=value_from_data({"days_between": ["signed_on", "submitted_on"]}),
        ),
    ],
    criteria=[
        Criterion(
            id="is_signed",
            condition=SIGNED,
            message="The contract is not signed.",
            citations=(Citation("JOURNEY"),),
        )
    ],
)

TEAM = Section(
    id="team",
    title="Team",
    reviewed=True,
    fields=[
        ChoiceField(
            id="tier",
            label="Tier",
            choices=TIERS,
            computed=(
                Case(
                    choice="tier_0",
                    when=from_data({"field": "amount", "at_least": 50_000}),
                    citations=(Citation("DECISION", "a made-up limit"),),
                ),
            ),
        ),
        ChoiceField(id="region", label="Region", choices=TIERS),
        ChoicesField(
            id="tiers",
            label="Which tiers do they serve?",
            choices=TIERS,
            at_least=1,
            at_most=2,
        ),
        RatingField(
            id="trust",
            label="Do you trust them?",
            lowest_label="Not at all",
            highest_label="Fully",
        ),
        LongTextField(
            id="notes",
            label="Notes",
            most_characters=2_000,
            placeholder="What comes to mind",
            constraints=(
                Constraint(
                    id="enough",
                    condition=from_data({"field": "seats", "at_least": 1}),
                    message="There must be a seat.",
                ),
            ),
        ),
        YesNoField(
            id="large",
            label="Is it large?",
            computed=from_data({"field": "seats", "at_least": 100}),
        ),
        AttestationField(
            id="confirmed",
            label="Confirmation",
            required=True,
            help="Read it twice.",
            statement="All of this is true.",
        ),
    ],
)

EVERYTHING = Questionnaire(
    id="everything",
    version="2.1.0",
    title="Everything there is",
    help="One field of every kind.",
    sections=[CONTRACT, TEAM],
    pass_policy=PassPolicy(
        at_least=1,
        qualifies_when=from_data({"field": "amount", "at_least": 500_000}),
        citations=(Citation("COMPANY", "our policy"),),
    ),
    completed_by=("PSM", "TAM"),
    stage="gate 3",
    language="en",
    translations=FrozenMap(
        {
            "de": FrozenMap(
                {
                    "title": "Alles, was es gibt",
                    "sections.contract.title": "Vertrag",
                    "fields.signed.label": "Ist er unterschrieben?",
                    "fields.tier.choices.tier_0": "Stufe 0",
                    "criteria.is_signed.message": "Er ist nicht unterschrieben.",
                }
            )
        }
    ),
    citations=(Citation("PSM"), Citation("DECK", "Gates")),
    provenance=Provenance(edition="ours"),
)
"""A field of every kind, with every limit; its answers are `ANSWERS`."""

ANSWERS: dict[str, dict[str, object]] = {
    "contract": {
        "signed": True,
        "signed_on": "2026-02-28",
        "amount": Decimal("1250.5"),
        "seats": 25,
        "contact": "ada@example.com",
        "number": "DE-2026",
    },
    "team": {
        "region": "tier 1",
        "tiers": ["tier_0", "tier 1"],
        "trust": 4,
        "notes": "First line.\nSecond | line.",
        "confirmed": True,
    },
}
