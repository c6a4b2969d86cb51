"""JSON Schemas of the library, as parts of the service's description."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final, cast, get_args

import attrs
from pydantic import BaseModel
from pydantic.json_schema import models_json_schema

from onboarding_hub.api.commands import KINDS, UNSAID
from partner_success.gates import Journey
from partner_success.interop import form_schema, json_schema
from partner_success.questionnaires import Mark, Submission
from partner_success.sla.events import EVENTS

__all__ = ["Components", "body_of", "one_of"]

_BELOW: Final = "#/components/schemas/"
_MARK: Final = {
    "anyOf": [{"$ref": f"{_BELOW}{each.__name__}"} for each in get_args(Mark)]
}


def body_of(name: str) -> dict[str, Any]:
    """Give what a route says of its body: that it is a component of this name."""
    content = {"application/json": {"schema": {"$ref": f"{_BELOW}{name}"}}}
    return {"requestBody": {"required": True, "content": content}}


def one_of(name: str, kinds: dict[str, str]) -> dict[str, Any]:
    """Give a schema of several, told apart by their kind."""
    mapping = {kind: f"{_BELOW}{each}" for kind, each in kinds.items()}
    return {
        "title": name,
        "oneOf": [{"$ref": each} for each in mapping.values()],
        "discriminator": {"propertyName": "kind", "mapping": mapping},
    }


@attrs.define
class Components:
    """The schemas of everything that is not told by a response model.

    Attributes:
        schemas: By name.
    """

    schemas: dict[str, Any] = attrs.field(factory=dict[str, Any])

    def add_models(self, *models: type[BaseModel]) -> None:
        """Add models."""
        for mode in ("serialization", "validation"):
            wanted = [(each, mode) for each in models]
            _, found = models_json_schema(wanted, ref_template=f"{_BELOW}{{model}}")  # type: ignore[arg-type]
            self.schemas |= found.get("$defs", {})

    def add_commands(self) -> None:
        """Add the commands of a journey, without who gives them."""
        names: dict[str, str] = {}
        for kind, command in KINDS.items():
            schema = self._record(command, command.__name__, kind, drop=("by",))
            if "submission" in schema["properties"]:
                # What was signed is kept already.
                del schema["properties"]["submission"]
                schema["properties"]["submission_id"] = {"type": "string"}
                schema["required"] = ["kind", "submission_id"]
            names[kind] = command.__name__
        # Who sends a verdict is the reviewer.
        _drop(self.schemas["Verdict"], UNSAID)
        self.schemas["Command"] = one_of("Command", names)
        del self.schemas["Actor"]

    def add_ticket_events(self, kinds: tuple[str, ...]) -> None:
        """Add what can happen to a ticket, without when."""
        names: dict[str, str] = {}
        for kind in kinds:
            name = f"Ticket{EVENTS[kind].__name__}"
            self._record(EVENTS[kind], name, kind, drop=("at",))
            names[kind] = name
        self.schemas["TicketEvent"] = one_of("TicketEvent", names)

    def add_questionnaires(self, journey: Journey) -> None:
        """Add what each questionnaire takes, and what signs it."""
        self._record(Submission, "Submission", None)
        for each in journey.questionnaires:
            answers = f"answers_{each.id}"
            schema = form_schema(each).schema
            for name in ("$schema", "$id"):
                del schema[name]
            self.schemas[answers] = schema
            if not each.stage:
                # No gate asks for it, so that nobody signs it here.
                continue
            self.schemas[f"sign_{each.id}"] = {
                "type": "object",
                "title": f"Sign: {each.title}",
                "properties": {
                    "answers": {"$ref": f"{_BELOW}{answers}"},
                    "mark": _MARK,
                    "replaces": {"anyOf": [{"type": "string"}, {"type": "null"}]},
                },
                "required": ["answers", "mark"],
                "additionalProperties": False,
            }

    def _record(
        self,
        kind: type[Any],
        name: str,
        word: str | None,
        *,
        drop: tuple[str, ...] = (),
    ) -> dict[str, Any]:
        """Add the schema of a record and of all that it is made of."""
        found = json_schema(kind, title=name, id="urn:onboarding-hub")
        own = kind.__name__
        for each, schema in _moved(found["$defs"]).items():
            self.schemas[name if each == own else each] = schema
        schema = self.schemas[name]
        _drop(schema, drop)
        if word is not None:
            schema["properties"]["kind"] = {"const": word}
            rest = (each for each in schema["required"] if each != "kind")
            schema["required"] = ["kind", *rest]
        return schema  # type: ignore[no-any-return]


def _drop(schema: dict[str, Any], names: Iterable[str]) -> None:
    """Take properties out of a schema that nobody sends."""
    gone = set(names)
    for each in gone:
        schema["properties"].pop(each)
    schema["required"] = [
        each for each in schema.get("required", ()) if each not in gone
    ]


def _moved(value: Any) -> Any:
    """Let references point to where the schemas stand here."""
    if isinstance(value, dict):
        return {
            name: f"{_BELOW}{each.removeprefix('#/$defs/')}"
            if name == "$ref" and isinstance(each, str)
            else _moved(each)
            for name, each in cast("dict[str, Any]", value).items()
        }
    if isinstance(value, list):
        return [_moved(each) for each in cast("Iterable[Any]", value)]
    return value
