"""The same questions put to casbin, Cedar and OPA, by the same rules."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import casbin
import cedarpy
import regopy

SEEN: Mapping[str, tuple[str, ...]] = {
    "PAM": ("pre_contract", "gate_0", "gate_1", "gate_2", "gate_3", "post_launch"),
    "PDM": ("pre_contract", "gate_0", "gate_1"),
    "TPM": ("gate_2",),
    "PSM": ("gate_3", "post_launch"),
    "TAM": ("gate_3", "post_launch"),
}
LED: Mapping[str, tuple[str, ...]] = {
    "PAM": ("pre_contract",),
    "PDM": ("gate_0", "gate_1"),
    "TPM": ("gate_2",),
    "PSM": ("gate_3",),
}
ROWS: Sequence[tuple[str, str, tuple[str, ...]]] = [
    *(("view_partner", role, stages) for role, stages in SEEN.items()),
    *(("sign_off", role, stages) for role, stages in LED.items()),
]
"""Of the table the rows of two actions: who sees a partner, who signs its gate off."""


class Asked(NamedTuple):
    """One question, as plain data."""

    key: str
    roles: tuple[str, ...]
    action: str
    stage: str
    team: Mapping[str, str]
    status: str


MODEL = """
[request_definition]
r = act, sub, obj
[policy_definition]
p = act, role, stages
[policy_effect]
e = some(where (p.eft == allow))
[matchers]
m = r.act == p.act && holds(r.sub, p.role) && tied(r.obj, r.sub, p.role) && \
within(r.obj, p.stages) && ready(r.act, r.obj)
"""
REGO = """
package access

default allow := false

ready if input.action != "sign_off"

ready if input.status == "awaiting_sign_off"

allow if {
  some row in data.rows
  row.action == input.action
  row.role in input.roles
  input.team[row.role] == input.key
  input.stage in row.stages
  ready
}
"""

ALLOWED = '{"expressions":[true]}'

Way = Callable[[Asked], Callable[[], bool]]
"""From a question to the asking of it: what can be prepared is not timed."""


def casbin_way() -> Way:
    """Give casbin's fast enforcer, which looks its rows up by the action."""
    with tempfile.TemporaryDirectory() as folder:
        model, rows = Path(folder, "model.conf"), Path(folder, "rows.csv")
        model.write_text(MODEL, encoding="utf-8")
        lines = (f"p, {act}, {role}, {'|'.join(seen)}" for act, role, seen in ROWS)
        rows.write_text("\n".join(lines), encoding="utf-8")
        enforcer = casbin.FastEnforcer(str(model), str(rows), cache_key_order=[0])
    enforcer.add_function("holds", lambda sub, role: role in sub.roles)
    enforcer.add_function("tied", lambda obj, sub, role: obj.team.get(role) == sub.key)
    enforcer.add_function("within", lambda obj, seen: obj.stage in seen.split("|"))
    enforcer.add_function(
        "ready", lambda act, obj: act != "sign_off" or obj.status == "awaiting_sign_off"
    )
    return lambda asked: lambda: bool(enforcer.enforce(asked.action, asked, asked))


def cedar_way(*, read_before: bool = False) -> Way:
    """Give Cedar by cedarpy, called as its guide shows it, or with policies read."""
    text = _cedar_policies()
    policies = cedarpy.PolicySet.from_str(text) if read_before else text

    def prepare(asked: Asked) -> Callable[[], bool]:
        team = {role: [asked.team[role]] if role in asked.team else [] for role in SEEN}
        person = {"key": asked.key, "roles": list(asked.roles)}
        partner = {**team, "stage": asked.stage, "status": asked.status}
        found = [
            {"uid": {"type": "Person", "id": asked.key}, "attrs": person},
            {"uid": {"type": "Partner", "id": "acme"}, "attrs": partner},
        ]
        entities = [{**each, "parents": []} for each in found]
        request = {
            "principal": {"type": "Person", "id": asked.key},
            "action": {"type": "Action", "id": asked.action},
            "resource": {"type": "Partner", "id": "acme"},
            "context": {},
        }
        return lambda: bool(cedarpy.is_authorized(request, policies, entities).allowed)

    return prepare


def _cedar_policies() -> str:
    found: list[str] = []
    for place, (action, role, stages) in enumerate(ROWS):
        signs = action == "sign_off"
        ready = ' && resource.status == "awaiting_sign_off"' if signs else ""
        found.append(
            f'@id("row{place}") permit(principal, action == Action::"{action}",'
            f' resource) when {{ principal.roles.contains("{role}")'
            f" && resource.{role}.contains(principal.key)"
            f" && {json.dumps(stages)}.contains(resource.stage){ready} }};"
        )
    return "\n".join(found)


def rego_way() -> Way:
    """Give Rego, the language of OPA, by regopy."""
    interpreter = regopy.Interpreter()
    interpreter.add_module("access", REGO)
    rows = [
        {"action": action, "role": role, "stages": list(stages)}
        for action, role, stages in ROWS
    ]
    interpreter.add_data({"rows": rows})

    def prepare(asked: Asked) -> Callable[[], bool]:
        facts: dict[str, Any] = {**asked._asdict(), "roles": list(asked.roles)}
        facts["team"] = dict(asked.team)

        def ask() -> bool:
            interpreter.set_input(facts)
            return str(interpreter.query("data.access.allow")) == ALLOWED

        return ask

    return prepare
