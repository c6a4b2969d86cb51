"""Options that several commands about access have, and what they ask for."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Annotated

import attrs
import typer

from partner_success.access import (
    AccessDecision,
    AccessPolicy,
    Action,
    Actor,
    Resource,
)
from partner_success.cli.access_directory import Directory, read_directory
from partner_success.cli.options import rules_of
from partner_success.cli.times import read_instant
from partner_success.core.quantities import shown
from partner_success.errors import InvalidUseError, InvalidValueError, UnknownNameError

ActorArgument = Annotated[
    str,
    typer.Argument(metavar="PERSON", help="The id of who asks.", show_default=False),
]
ActionArgument = Annotated[
    str,
    typer.Argument(
        metavar="ACTION",
        help="What they want to do, such as view_partner.",
        show_default=False,
    ),
]
PartnerArgument = Annotated[
    str | None,
    typer.Argument(
        metavar="[PARTNER]",
        help="The id of the partner, where the action is done to something of one.",
        show_default=False,
    ),
]
DirectoryOption = Annotated[
    list[Path],
    typer.Option(
        "--directory",
        metavar="PATH",
        help="People, partners, grants and delegations: a file (.toml, .json, .yaml) or"
        " a folder of such; can be given several times.",
        show_default=False,
    ),
]
AtOption = Annotated[
    str,
    typer.Option(
        "--at",
        metavar="TIME",
        help="When, with its zone: 2026-05-08T15:00+02:00 or '2026-05-08 15:00"
        " Europe/Berlin'.",
        show_default=False,
    ),
]
FactOption = Annotated[
    list[str] | None,
    typer.Option(
        "--fact",
        metavar="NAME=WORD",
        help="What is known of it, such as gate=gate_3; can be given several times.",
    ),
]
ReasonOption = Annotated[
    str | None, typer.Option(metavar="TEXT", help="Why they do it.")
]
ForOption = Annotated[
    str | None,
    typer.Option(
        "--for", metavar="PERSON", help="Whom it concerns, such as who gets a grant."
    ),
]
AuditOption = Annotated[
    Path | None,
    typer.Option(
        metavar="FILE", help="Add the decision to this log, a line of JSON with ids."
    ),
]


@attrs.frozen(kw_only=True)
class Request:
    """What was asked for on the command line."""

    person: str
    action: str
    partner: str | None = None
    directory: list[Path]
    at: str
    facts: list[str]
    concerns: str | None = None
    reason: str | None = None
    rulebook: Path | None

    def loaded(self) -> Loaded:
        """Read everything that the answer rests on."""
        policy = rules_of(self.rulebook).access
        return Loaded(
            request=self,
            policy=policy,
            action=policy.actions[self.action],
            at=read_instant(self.at),
            directory=read_directory(self.directory, policy),
        )


@attrs.frozen(kw_only=True)
class Loaded:
    """A request, with what it names."""

    request: Request
    policy: AccessPolicy
    action: Action
    at: datetime
    directory: Directory

    @property
    def actor(self) -> Actor:
        """Who asks."""
        return self.directory.actor(self.request.person)

    def facts(self) -> dict[str, str | bool]:
        """Give what is known of the resource.

        Raises:
            InvalidValueError: A fact is not written as ``NAME=WORD``.
            UnknownNameError: There is no such fact of this kind, or no such word.
        """
        kind = self.policy.kinds[self.action.kind]
        found: dict[str, str | bool] = {}
        for text in self.request.facts:
            name, sign, said = text.partition("=")
            if not sign:
                message = f"a fact is written as gate=gate_3, not {shown(text)}"
                raise InvalidValueError(message)
            if name not in kind.facts:
                raise UnknownNameError(f"fact of kind {kind.id!r}", name, kind.facts)
            known = {_typed(v): v for v in self.policy.values[name] if v is not None}
            if said not in known:
                raise UnknownNameError(f"word for {name!r}", said, known)
            found[name] = known[said]
        return found

    def resource(self) -> Resource:
        """Give what it is done to.

        Raises:
            InvalidUseError: It belongs to a partner and none is given, or to none and
                one is.
            UnknownNameError: There is no such partner, person, fact or word.
        """
        kind = self.policy.kinds[self.action.kind]
        asked, facts = self.request, self.facts()
        concerns: str | None = None
        if asked.concerns is not None:
            concerns = self.directory.people[asked.concerns].email
        if kind.of_partner is (asked.partner is None):
            need = "name one" if kind.of_partner else "leave it out"
            does = "is" if kind.of_partner else "is not"
            raise InvalidUseError(
                f"to {self.action.name} {does} done to something of a partner; {need}"
            )
        if asked.partner is None:
            return Resource(kind=kind.id, facts=facts, concerns=concerns)
        partner = self.directory.resource(asked.partner)
        if kind.id == partner.kind:
            return attrs.evolve(partner, facts={**partner.facts, **facts})
        gate = facts.get("gate")
        id_ = gate if isinstance(gate, str) else None
        return partner.part(kind.id, id_, concerns=concerns, **facts)

    def decision(self) -> AccessDecision:
        """Decide it."""
        return self.policy.decide(
            self.actor,
            self.action.id,
            self.resource(),
            at=self.at,
            reason=self.request.reason,
        )


def _typed(value: str | bool) -> str:  # noqa: FBT001 - a word that can be a truth
    """Give a word as it is typed."""
    return value if isinstance(value, str) else "yes" if value else "no"
