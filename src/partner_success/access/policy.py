"""Who may do what: a table of rules, checked as a whole and asked one by one."""

from __future__ import annotations

from collections.abc import Collection
from datetime import UTC, datetime
from typing import Any, Final

import attrs

from partner_success.access.actor import Actor
from partner_success.access.arguments import require_kind
from partner_success.access.building import policy_problems
from partner_success.access.checkup import Checkup
from partner_success.access.deciding import (
    DEPUTY,
    FOR_SELF,
    GRANTED,
    REASON_GIVEN,
    Asked,
    Table,
)
from partner_success.access.decision import AccessDecision
from partner_success.access.openings import opens
from partner_success.access.predicate import Predicate, make_predicate
from partner_success.access.question import Question
from partner_success.access.resources import (
    NO_ROLES,
    FactValue,
    Resource,
    plain_value,
)
from partner_success.access.terms import AccessTerms
from partner_success.access.ticket_visibility import VIEW_TICKETS, check_ticket
from partner_success.access.validity import Validity
from partner_success.access.visibility import VIEW_PARTNER, check_partner
from partner_success.core.instants import require_aware
from partner_success.errors import InvalidModelError, InvalidUseError

__all__ = ["AccessPolicy"]

_new: Final = object.__new__
_set_verdict: Final = Question.__dict__["verdict"].__set__
_set_asked: Final = Question.__dict__["asked"].__set__


@attrs.frozen(kw_only=True)
class AccessPolicy(AccessTerms):
    """Who may do what: everything is denied that no rule allows.

    Attributes:
        id: The name for programs.
        name: The name for people.
        stages: The steps of the journey, in order.
        roles: The roles that people hold.
        facts: What can be known of resources.
        kinds: The kinds of resources, with the facts of each.
        actions: What can be done, each to one kind of resource.
        rules: The rows of the table; of several that allow, the first decides.
        citations: Where it comes from.
        provenance: The rulebook edition it was loaded from.
        values: By its name what each fact and relation can be; ``None`` for unknown.
        table: The rows made ready to be asked, and the answers they have given.

    Raises:
        InvalidModelError: With every fault: names that are not there, conditions that
            do not fit, rules that nothing hangs on.

    Rule: ACC-01, ACC-12.
    """

    table: Table = attrs.field(init=False, eq=False, repr=False)

    def __attrs_post_init__(self) -> None:
        super().__attrs_post_init__()
        if problems := policy_problems(self):
            raise InvalidModelError(f"the access policy {self.id!r}", problems)
        object.__setattr__(self, "table", Table(self))

    def __reduce__(self) -> tuple[Any, ...]:
        # The table is made of functions, which cannot be pickled.
        given = attrs.asdict(self, recurse=False, filter=lambda field, _: field.init)
        return _policy, (given,)

    def decide(
        self,
        actor: Actor,
        action: str,
        resource: Resource,
        *,
        at: datetime,
        reason: str | None = None,
    ) -> AccessDecision:
        """Say whether somebody may do something, by which rule, or what is missing.

        Args:
            actor: Who asks, with every role they hold, the context grants they were
                given and what names them as deputy.
            action: The id of what they want to do.
            resource: What they want to do it to.
            at: When, with its zone.
            reason: Why they do it, where a rule asks for a reason.

        Raises:
            InvalidValueError: The instant has no zone.
            InvalidUseError: The action is not done to such a resource, or an argument
                is none of its kind.
            UnknownNameError: There is no such action, role, stage or fact.

        Examples:
            >>> from datetime import UTC
            >>> import partner_success as ps
            >>> from partner_success.access import Actor, partner_resource
            >>> ada = Actor(id="p-1", email="ada@example.com", roles=["PSM"])
            >>> acme = partner_resource("acme", stage="gate_2", team={"PSM": ada.email})
            >>> now = datetime(2026, 5, 4, 9, tzinfo=UTC)
            >>> found = ps.standard().access.decide(ada, "view_partner", acme, at=now)
            >>> found.allowed
            False

        Rule: ACC-01, ACC-05, ACC-13.
        """
        if type(at) is not datetime or at.tzinfo is not UTC:
            require_aware(at, "at")
        try:
            flags = 0
            if actor.grants and self._is_opened(actor, resource, at):
                flags = GRANTED
            if resource.concerns is not None and resource.concerns == actor.key:
                flags |= FOR_SELF
            if reason is not None and reason.strip():
                flags |= REASON_GIVEN
            tied = resource.roles_by_key.get(actor.key, NO_ROLES)
            asked = (action, actor.roles, tied, resource.signature, flags)
            verdict = self.table.kept.get(asked)
        except (AttributeError, TypeError) as error:
            raise _misuse(actor, action, resource, reason) from error
        if verdict is None:
            verdict = self.table.work_out(asked, resource)
        if actor.delegations and not verdict.allowed:
            deputed = self._as_deputy(asked, actor, resource, at)
            if deputed is not None:
                return deputed
        # Set by hand: lists are decided row by row, and to run an initialiser would
        # take longer than all the rest.
        decision = _new(AccessDecision)
        _set_verdict(decision, verdict)
        _set_asked(decision, (actor, resource, at, None))
        return decision

    def predicate(
        self,
        actor: Actor,
        action: str,
        *,
        at: datetime,
        reason: str | None = None,
        **facts: FactValue,
    ) -> Predicate:
        """Give what must hold of a partner so that somebody may do something with it.

        One for a whole list: it runs as Python, over dataframes and as SQL, and agrees
        with deciding one by one.

        Args:
            actor: Who asks, with every role they hold.
            action: The id of what they want to do.
            at: When, with its zone.
            reason: Why they do it, where a rule asks for a reason.
            facts: What is the same for all, such as ``gate="gate_1"``; the other facts
                of the resource are columns.

        Raises:
            InvalidValueError: The instant has no zone.
            InvalidUseError: The kind of resource belongs to no partner, or an argument
                is none of its kind.
            UnknownNameError: There is no such action, role, fact or word.

        Rule: ACC-11.
        """
        require_aware(at, "at")
        require_kind(actor, Actor, "actor")
        if reason is not None:
            require_kind(reason, str, "reason")
        given = reason is not None and bool(reason.strip())
        plain = {name: plain_value(each) for name, each in facts.items()}
        known = {**plain, "reason_given": given, "for_self": False}
        return make_predicate(self.table, actor, action, at, known)

    def why_not_visible(
        self,
        actor: Actor,
        partner: Resource,
        *,
        at: datetime,
        pam_id: str | None = None,
    ) -> Checkup:
        """Tell what to check where somebody does not see a partner, in order.

        For each role that they hold or are assigned in: the role, the assignment, the
        stage, the gate before; then grants and delegations; last whom to ask. Where the
        partner is visible, what opens it.

        Args:
            actor: Who does not see it.
            partner: What they do not see, as `partner_resource` or `resource_of` gives
                it.
            at: When, with its zone.
            pam_id: The id of the partner's PAM, to be named; left out, the PAM is
                spoken of without it.

        Raises:
            InvalidValueError: The instant has no zone.
            InvalidUseError: An argument is none of its kind, or the resource no
                partner.
            UnknownNameError: There is no such role or stage, or the policy has no
                action ``view_partner``.

        Examples:
            >>> from datetime import UTC
            >>> import partner_success as ps
            >>> from partner_success.access import Actor, partner_resource
            >>> ada = Actor(id="p-1", email="ada@example.com", roles=["PSM"])
            >>> acme = partner_resource("acme", stage="gate_2", team={"PSM": ada.email})
            >>> now = datetime(2026, 5, 4, 9, tzinfo=UTC)
            >>> found = ps.standard().access.why_not_visible(ada, acme, at=now)
            >>> for step in found.obstacles:
            ...     print(step.message)
            the partner is in Gate 2; PSM covers Gate 3 and Post-Launch
            Gate 2 is not completed

        Rule: ACC-10.
        """
        return check_partner(self.decide(actor, VIEW_PARTNER, partner, at=at), pam_id)

    def why_ticket_not_visible(  # noqa: PLR0913 - what is known of the ticket
        self,
        actor: Actor,
        partner: Resource,
        *,
        at: datetime,
        ticket_id: str | None = None,
        belongs_to: str | None = None,
        status: str | None = None,
        statuses_shown: Collection[str] | None = None,
        pam_id: str | None = None,
    ) -> Checkup:
        """Tell what to check where somebody does not see a ticket, in order.

        First whether the partner, and then whether the partner's tickets are visible;
        whether the ticket belongs to another partner; its status.

        Args:
            actor: Who does not see it.
            partner: The partner among whose tickets it is looked for.
            at: When, with its zone.
            ticket_id: The id of the ticket, to be named.
            belongs_to: The id of the partner that the ticket is for; left out where
                that is not known.
            status: The ticket's status, in the words of `statuses_shown`; left out
                where it is not known.
            statuses_shown: Those of which tickets are shown; left out where all are.
            pam_id: The id of the partner's PAM, to be named.

        Raises:
            InvalidValueError: The instant has no zone.
            InvalidUseError: An argument is none of its kind, or the resource no
                partner.
            UnknownNameError: There is no such role or stage, or the policy has no
                action ``view_partner`` or ``view_tickets``.

        Examples:
            >>> from datetime import UTC
            >>> import partner_success as ps
            >>> from partner_success.access import Actor, partner_resource
            >>> tom = Actor(id="p-2", email="tom@example.com", roles=["TAM"])
            >>> acme = partner_resource("acme", stage="gate_3", team={"TAM": tom.email})
            >>> found = ps.standard().access.why_ticket_not_visible(
            ...     tom, acme, ticket_id="t-1", belongs_to="globex",
            ...     at=datetime(2026, 5, 4, 9, tzinfo=UTC))
            >>> print(found)
            ticket t-1 is not visible to p-2
            >>> [step.message for step in found.obstacles]
            ['the ticket belongs to globex, not to acme']

        Rule: ACC-10.
        """
        seen = self.why_not_visible(actor, partner, at=at, pam_id=pam_id)
        ticket = partner.ticket(ticket_id)
        return check_ticket(
            seen,
            self.decide(actor, VIEW_TICKETS, ticket, at=at),
            belongs_to=belongs_to,
            status=status,
            statuses_shown=statuses_shown,
        )

    def _is_opened(self, actor: Actor, resource: Resource, at: datetime) -> bool:
        by_gate = resource.kind in self.table.by_gate
        return any(
            opens(each, actor, resource, at, by_gate=by_gate) for each in actor.grants
        )

    def _as_deputy(
        self, asked: Asked, actor: Actor, resource: Resource, at: datetime
    ) -> AccessDecision | None:
        """Answer as for a lead in whose place the actor may act; nothing where no."""
        action, _, _, signature, flags = asked
        for each in actor.delegations:
            if not each.is_for(actor.key, resource.partner_id):
                continue
            if each.state(at) is not Validity.IN_FORCE:
                continue
            role = frozenset([each.role])
            tied = role & resource.roles_by_key.get(each.lead.key, NO_ROLES)
            again = (action, role, tied, signature, flags & ~GRANTED | DEPUTY)
            verdict = self.table.kept.get(again)
            if verdict is None:
                verdict = self.table.work_out(again, resource)
            if verdict.allowed:
                return AccessDecision(verdict, (actor, resource, at, each))
        return None


def _policy(given: dict[str, Any]) -> AccessPolicy:
    return AccessPolicy(**given)


def _misuse(
    actor: object, action: object, resource: object, reason: object
) -> InvalidUseError:
    for name, value, kind in (
        ("actor", actor, Actor),
        ("action", action, str),
        ("resource", resource, Resource),
    ):
        if not isinstance(value, kind):
            found = type(value).__name__
            return InvalidUseError(f"{name} needs {kind.__name__}, not {found}")
    return InvalidUseError(f"reason needs text or None, not {type(reason).__name__}")
