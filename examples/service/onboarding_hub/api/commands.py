"""Commands of the library, by their kinds, out of what somebody sends."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Final, get_args

import attrs

from onboarding_hub.api.common import may_see_answers, see_partner
from onboarding_hub.hub import Visit
from onboarding_hub.problems import ProblemError, input_faults, not_found
from onboarding_hub.store import submissions
from partner_success.errors import Problem as Fault
from partner_success.errors import UnknownNameError
from partner_success.gates import Command, Commanded, Submit
from partner_success.interop import structure, unstructure

__all__ = ["KINDS", "kind_of", "read_command"]

_CAPITAL: Final = re.compile(r"(?<!^)(?=[A-Z])")


def kind_of(command: type[Commanded]) -> str:
    """Give the kind of a command, as it is sent: that of its class in small letters."""
    return _CAPITAL.sub("_", command.__name__).lower()


KINDS: Final[Mapping[str, type[Commanded]]] = {
    kind_of(each): each for each in get_args(Command)
}
"""Every command of the library, by its kind."""


def read_command(
    visit: Visit, partner_id: str, document: Mapping[str, Any]
) -> Commanded:
    """Read a command that the one who asks gives.

    Raises:
        ProblemError: It has faults, or names a submission that is not there.
    """
    fields = dict(document)
    kind = fields.pop("kind", None)
    if not isinstance(kind, str) or kind not in KINDS:
        detail = str(UnknownNameError("command", kind, KINDS))
        raise ProblemError(422, detail, slug="faults")
    for name in {"by", "submission"} & fields.keys():
        fault = Fault(
            path=name, code="unknown-key", message="is not sent; it is known here"
        )
        raise ProblemError(422, "It has faults.", slug="faults", faults=[fault])
    command = KINDS[kind]
    if command is Submit:
        id_ = fields.pop("submission_id", None)
        _, partner = see_partner(visit, partner_id)
        found = submissions.called(visit.connection, partner_id, str(id_))
        if found is None or not may_see_answers(
            visit, partner, found[0].questionnaire_id
        ):
            raise not_found()
        fields["submission"] = unstructure(found[0])
    with input_faults():
        given = structure(
            {**fields, "by": {"id": visit.actor.id}}, command, subject="the command"
        )
    return attrs.evolve(given, by=visit.actor)
