"""What stands against a command about the partners of a pilot."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any, Final

from partner_success.core.decision import Reason
from partner_success.programme.pilot.partner_commands import (
    AgreeSharing,
    AnswerCaseStudy,
    AskForCaseStudy,
    ChoosePartner,
    OnboardPartner,
    PartnerDeed,
    ShareMetrics,
    SignPartner,
    SurveyPartner,
    TrainPartner,
    WithdrawPartner,
)
from partner_success.programme.pilot.partner_events import (
    CaseStudyAnswered,
    CaseStudyAsked,
    MetricsShared,
    PartnerChosen,
    PartnerOnboarded,
    PartnerSigned,
    PartnerSurveyed,
    PartnerTrained,
    PartnerWithdrawn,
    SharingAgreed,
)
from partner_success.programme.pilot.reasons import every_months, unmet
from partner_success.programme.pilot.situation import Situation, Terms

__all__ = ["PARTNER_TERMS", "STEPS"]

_RULES: Final = ("PRG-09", "PRG-02")

STEPS: Final[dict[type[PartnerDeed], tuple[str, str]]] = {
    SignPartner: ("signed_on", "signed"),
    OnboardPartner: ("onboarded_on", "was onboarded"),
    TrainPartner: ("trained_on", "was trained"),
    SurveyPartner: ("surveyed_on", "was surveyed"),
}
"""By the class of a command which day of a partner it sets, and how that is told."""


def _choose(situation: Situation, command: ChoosePartner) -> Iterator[Reason]:
    for name in command.meets:
        situation.policy.pilot.selection[name]
    if not command.meets:
        message = (
            f"{command.partner!r} is chosen for stated reasons; name the selection"
            " criteria that it meets"
        )
        yield unmet("no-criteria", message, *_RULES, partner=command.partner)
    # One that withdrew can be chosen again, and begins from the beginning.
    if command.partner in situation.state.taking_part:
        message = f"{command.partner!r} takes part already"
        yield unmet("unchanged", message, *_RULES, partner=command.partner)


def _gone(situation: Situation, name: str) -> Iterator[Reason]:
    partner = situation.partner(name)
    if not partner.takes_part:
        message = (
            f"{name!r} withdrew ({partner.withdrawn}); choose it again where it is back"
        )
        yield unmet("withdrawn", message, *_RULES, partner=name)


def _step(situation: Situation, command: PartnerDeed) -> Iterator[Reason]:
    yield from _gone(situation, command.partner)
    yield from situation.too_late(command.on)
    partner = situation.partner(command.partner)
    field, told = STEPS[type(command)]
    done: date | None = getattr(partner, field)
    facts = {"partner": command.partner, "on": done}
    if done is not None:
        message = f"{command.partner!r} {told} on {done} already"
        yield unmet("unchanged", message, *_RULES, **facts)
    if type(command) is SignPartner:
        return
    day, signed = command.on or situation.today, partner.signed_on
    facts = {"partner": command.partner, "signed_on": signed}
    if signed is None:
        message = f"{command.partner!r} has not signed; record that first"
        yield unmet("not-signed", message, *_RULES, **facts)
    elif day < signed:
        message = f"{command.partner!r} signed on {signed}, and {day} lies before that"
        yield unmet("before-signed", message, *_RULES, **facts)


def _ask(situation: Situation, command: AskForCaseStudy) -> Iterator[Reason]:
    yield from _gone(situation, command.partner)
    stands = situation.partner(command.partner).case_study
    if stands is not None:
        message = f"{command.partner!r} was asked already"
        facts = {"partner": command.partner, "case_study": stands}
        yield unmet("unchanged", message, *_RULES, **facts)


def _answer(situation: Situation, command: AnswerCaseStudy) -> Iterator[Reason]:
    yield from _gone(situation, command.partner)
    stands = situation.partner(command.partner).case_study
    facts = {"partner": command.partner, "case_study": stands}
    if stands is None:
        message = f"{command.partner!r} was not asked for a case study; ask first"
        yield unmet("not-asked", message, *_RULES, **facts)
    if stands == ("agreed" if command.willing else "declined"):
        message = f"{command.partner!r} has {stands} already"
        yield unmet("unchanged", message, *_RULES, **facts)


def _withdraw(situation: Situation, command: WithdrawPartner) -> Iterator[Reason]:
    yield from _gone(situation, command.partner)


def _agree(situation: Situation, command: AgreeSharing) -> Iterator[Reason]:
    if situation.state.sharing_months == command.months:
        message = f"metrics are shared {every_months(command.months)} already"
        yield unmet("unchanged", message, *_RULES, months=command.months)
    # It closes a gap that the run has, which nobody does without saying why.
    longer = command.months > situation.state.sharing_months
    if longer and situation.state.run_from is not None and not command.why.strip():
        message = (
            f"{every_months(situation.state.sharing_months)} was agreed, and sharing"
            " less often while the pilot runs needs a reason; say it in why"
        )
        yield unmet("no-reason", message, *_RULES, months=command.months)


def _share(situation: Situation, command: ShareMetrics) -> Iterator[Reason]:
    yield from situation.too_late(command.on)
    day, begun = command.on or situation.today, situation.state.run_from
    if begun is None:
        message = "the pilot does not run yet; it begins when Deliver is entered"
        yield unmet("not-begun", message, *_RULES)
    elif day < begun:
        message = f"the pilot runs from {begun}, and {day} lies before that"
        yield unmet("not-begun", message, *_RULES, run_from=begun)
    if day in situation.state.shared_on:
        message = f"metrics were shared on {day} already"
        yield unmet("unchanged", message, *_RULES, on=day)


PARTNER_TERMS: Final[dict[type[Any], Terms]] = {
    ChoosePartner: Terms(PartnerChosen, _choose),
    SignPartner: Terms(PartnerSigned, _step),
    OnboardPartner: Terms(PartnerOnboarded, _step),
    TrainPartner: Terms(PartnerTrained, _step),
    SurveyPartner: Terms(PartnerSurveyed, _step),
    AskForCaseStudy: Terms(CaseStudyAsked, _ask),
    AnswerCaseStudy: Terms(CaseStudyAnswered, _answer),
    WithdrawPartner: Terms(PartnerWithdrawn, _withdraw, "withdrawing a partner"),
    AgreeSharing: Terms(SharingAgreed, _agree),
    ShareMetrics: Terms(MetricsShared, _share),
}
"""How each of these commands is decided."""
