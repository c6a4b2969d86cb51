"""Cedar itself, run on an export: the only module that imports cedarpy."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

import attrs

from partner_success.access.actor import Actor
from partner_success.access.resources import Resource
from partner_success.core.extras import NeedsExtra
from partner_success.errors import InvalidUseError
from partner_success.interop.cedar.answers import CedarAnswer
from partner_success.interop.cedar.entities import Json
from partner_success.interop.cedar.export import CedarExport

if TYPE_CHECKING:
    import cedarpy

__all__ = ["CedarEngine", "cedar_engine"]


@attrs.frozen(kw_only=True, eq=False)
class CedarEngine:
    """Cedar with an export, read once and asked often.

    Make one with `cedar_engine`.

    Attributes:
        export: What it decides by.

    Rule: ACC-11.
    """

    export: CedarExport
    _policies: cedarpy.PolicySet = attrs.field(alias="policies", repr=False)
    _schema: cedarpy.Schema = attrs.field(alias="schema", repr=False)

    def decide(
        self,
        actor: Actor,
        action: str,
        resource: Resource,
        *,
        at: datetime,
        reason: str | None = None,
    ) -> CedarAnswer:
        """Let Cedar say whether somebody may do something.

        Of the actor's own grants and delegations nothing is taken: those of the export
        count.

        Args:
            actor: Who asks, with every role they hold.
            action: The id of what they want to do.
            resource: What they want to do it to.
            at: When, with its zone.
            reason: Why they do it, where a rule asks for a reason.

        Raises:
            InvalidDataError: A text holds what UTF-8 cannot carry.
            InvalidUseError: The action is not done to such a resource.
            InvalidValueError: The instant has no zone.
            UnknownNameError: There is no such action, role, kind, fact or word.
        """
        request = self.export.request(actor, action, resource, at=at, reason=reason)
        entities = self.export.entities(actor, resource)
        return self.decide_all([request], entities)[0]

    def decide_all(
        self, requests: Sequence[Json], entities: Sequence[Json]
    ) -> list[CedarAnswer]:
        """Let Cedar answer many requests about the same people and resources.

        Args:
            requests: As `CedarExport.request` gives them.
            entities: As `CedarExport.entities` gives them, of all that is asked about.

        Raises:
            InvalidUseError: Cedar could not decide, and says why.
        """
        cedar = _cedar()
        try:
            known = cedar.Entities.from_json_str(json.dumps(entities), self._schema)
        except ValueError as error:
            raise InvalidUseError(f"Cedar cannot read the entities: {error}") from error
        found = cedar.is_authorized_batch(
            list(requests), self._policies, known, self._schema
        )
        return [self._answer(each) for each in found]

    def validate(self) -> tuple[str, ...]:
        """Give what Cedar finds wrong with the policies against the schema.

        Nothing, unless a policy was changed by hand.
        """
        found = _cedar().validate_policies(self.export.policies, self.export.schema)
        return tuple(str(each) for each in found.errors)

    def _answer(self, result: Any) -> CedarAnswer:
        faults = result.diagnostics.errors
        if faults or result.decision.value == "NoDecision":
            raise InvalidUseError(f"Cedar cannot decide: {'; '.join(faults)}")
        return self.export.answer(result.diagnostics.id_annotations_by_reason.values())


def cedar_engine(export: CedarExport) -> CedarEngine:
    """Make Cedar ready to decide by an export.

    Args:
        export: The export. Its policies are read once; after a change, such as a new
            grant, export again and make a new engine.

    Raises:
        InvalidUseError: Cedar cannot read the policies or the schema.
        MissingExtraError: cedarpy is not installed (extra ``cedar``).

    Examples:
        >>> from datetime import UTC
        >>> import partner_success as ps
        >>> from partner_success.access import partner_resource
        >>> from partner_success.interop import cedar_export
        >>> engine = cedar_engine(cedar_export(ps.standard().access))
        >>> engine.validate()
        ()
        >>> ada = Actor(id="p-1", email="ada@example.com", roles="PSM")
        >>> acme = partner_resource("acme", stage="gate_3", team={"PSM": ada.email})
        >>> now = datetime(2026, 5, 4, 9, tzinfo=UTC)
        >>> engine.decide(ada, "view_partner", acme, at=now).rules
        (('PSM', 'psm_sees'),)

    Rule: ACC-11.
    """
    cedar = _cedar()
    try:
        return CedarEngine(
            export=export,
            policies=cedar.PolicySet.from_str(export.policies),
            schema=cedar.Schema.from_str(export.schema),
        )
    except ValueError as error:
        raise InvalidUseError(f"Cedar cannot read the export: {error}") from error


def _cedar() -> Any:
    # Its own types are partly unknown to type checkers.
    with NeedsExtra(extra="cedar", module="cedarpy", purpose="deciding with Cedar"):
        import cedarpy
    return cedarpy
