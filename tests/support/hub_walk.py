"""What five people do on the pages of the hub to bring a partner to its last stage."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

import attrs

from onboarding_hub.pages.questions import given_of
from partner_success.gates import Closing, HandOff, Journey
from partner_success.testing import sample_answers

NAME = "Zephyr Works"
TEAM = {"PAM": "ines", "PDM": "priya", "TPM": "teo", "PSM": "ada", "TAM": "tess"}
Filled = Mapping[str, str | list[str]]


@attrs.frozen(kw_only=True)
class Doing:
    """Something that somebody does, beginning at the page of the partner.

    Attributes:
        who: The id of the person.
        link: The link that they follow first; ``None`` where the button is on the page.
        button: The button that they press.
        fields: What they fill in.
        refused: What the page says then, where it is refused.
        gone: Whether they see the partner no more afterwards.
    """

    who: str
    button: str
    link: str | None = None
    fields: Filled = attrs.field(factory=dict[str, str])
    refused: str = ""
    gone: bool = False


def setting_out(on: date) -> Filled:
    """Give what is filled in for a new partner."""
    team = {f"team.{role}": id_ for role, id_ in TEAM.items() if role != "PAM"}
    return {"name": NAME, "onboarding_start": on.isoformat(), **team}


def answers(journey: Journey, stage: str, on: date) -> dict[str, str | list[str]]:
    """Give answers that pass a gate, as they stand in its form."""
    asked = journey.questionnaires[str(journey.stages[stage].questionnaire)]
    return {
        name: list(texts) if len(texts) > 1 else texts[0]
        for name, texts in given_of(sample_answers(asked, "met", on=on)).items()
    }


def walk_to_launch(journey: Journey, on: date) -> Iterator[Doing]:
    """Give everything from the start of the first stage on, with some refusals."""
    yield Doing(who="ines", button="Start Pre-Contract")
    yield Doing(
        who="ines",
        link="Hand in answers",
        button="Sign and hand in",
        fields={"mark": "Ines Okafor"},
        refused="The answers cannot be signed",
    )
    for stage, who in (("pre_contract", "ines"), ("gate_0", "priya")):
        yield from _gate(journey, stage, who, on)
    yield Doing(who="priya", button="Start Gate 1")
    yield from _gate(journey, "gate_1", "priya", on, started=True)
    yield from _hand_over(journey.hand_offs["pdm_to_tpm"], "priya")
    yield Doing(who="priya", button="Start Gate 2", gone=True)
    yield from _items(journey, "gate_2", "teo")
    yield from _gate(journey, "gate_2", "teo", on, started=True)
    yield from _hand_over(journey.hand_offs["tpm_to_psm"], "teo")
    yield Doing(who="teo", button="Start Gate 3", gone=True)
    yield from _items(journey, "gate_3", "ada")
    yield from _beta()
    yield from _gate(journey, "gate_3", "ada", on, started=True)
    yield from _launch(journey)
    yield from _hand_over(journey.hand_offs["psm_to_tam"], "ada")
    yield Doing(who="ada", button="Start Post-Launch")


def _gate(
    journey: Journey, stage: str, who: str, on: date, *, started: bool = False
) -> Iterator[Doing]:
    name = journey.stages[stage].name
    if not started and stage != "pre_contract":
        yield Doing(who=who, button=f"Start {name}")
    yield Doing(
        who=who,
        link=f"Hand in answers for {name}",
        button="Sign and hand in",
        fields={**answers(journey, stage, on), "mark": who.title()},
    )
    yield Doing(who=who, button=f"Sign {name} off")


def _hand_over(hand_off: HandOff, who: str) -> Iterator[Doing]:
    for step in hand_off.steps:
        papers = list(hand_off.documents.ids) if step.id == hand_off.reviewed_in else []
        yield Doing(
            who=who,
            link=f"{hand_off.name}, {step.name}",
            button="Record it",
            fields={"documents": papers} if papers else {},
        )


def _items(journey: Journey, stage: str, who: str) -> Iterator[Doing]:
    for item in journey.stages[stage].items:
        if item.closed_by is Closing.HAND:
            yield Doing(who=who, button=f"Tick off: {item.name}")


def _beta() -> Iterator[Doing]:
    customers: dict[str, str | list[str]] = {}
    for place in range(3):
        row = {
            "id": f"c-{place}",
            "consent": "yes",
            "expectations": "Some faults",
            "success_criteria": "Orders arrive",
        }
        customers |= {f"customers.{place}.{name}": each for name, each in row.items()}
    customers["customers.0.friendly"] = "yes"
    who = "ada"
    yield Doing(
        who=who, link="Choose the customers", button="Record it", fields=customers
    )
    yield Doing(who=who, button="Let the beta begin")
    for place in range(3):
        yield Doing(
            who=who,
            link=f"what a beta customer says: c-{place}",
            button="Record it",
            fields={"positive": "yes"},
        )
    yield Doing(who=who, button="Evaluate the beta")
    metric = {
        "metrics.0.id": "order_success",
        "metrics.0.value": "99.5",
        "metrics.0.target": "98",
        "metrics.0.direction": "at least",
        "metrics.0.unit": "%",
    }
    yield Doing(
        who=who, link="Record operational metrics", button="Record it", fields=metric
    )
    yield Doing(who=who, button="Record that the beta succeeded")
    yield Doing(
        who=who,
        link="mock scenario",
        button="Record it",
        fields={"scenario": "An order is lost", "passed": "yes"},
    )
    yield Doing(who=who, button="Validate the support team")


def _launch(journey: Journey) -> Iterator[Doing]:
    who, go = "ada", "Decide on the launch: go"
    yield Doing(
        who=who,
        link="plan for going back",
        button="Record it",
        fields={"reference": "plans/zephyr"},
    )
    yield Doing(who=who, link=go, button="Record it", refused="It was refused")
    reason = {"why": "Everything is ready."}
    yield Doing(who=who, link=go, button="Record it", fields=reason)
    yield Doing(who=who, link="Record the launch", button="Record it")
    for item in journey.stages["post_launch"].entry:
        if item.closed_by is Closing.HAND:
            yield Doing(who=who, button=f"Tick off: {item.name}")
