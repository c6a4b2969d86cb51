"""Lists over dataframes agree with deciding one by one, on every engine."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from functools import cache
from itertools import combinations, product
from typing import Any

import narwhals as nw
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import partner_success as ps
from partner_success.access import (
    AccessPolicy,
    Actor,
    Delegation,
    Grant,
    Identity,
    Resource,
    partner_resource,
)
from partner_success.core.expressions import (
    All,
    AtLeast,
    Compare,
    Condition,
    Field,
    IsKnown,
    Literal,
    Not,
    compile_condition,
)
from partner_success.core.expressions import Any as Some
from partner_success.frames import AccessColumns, select_visible
from partner_success.frames.conditions import known_to_hold
from partner_success.frames.facts import FactTable
from tests.support.engines import ENGINES, INSTALLED, column, make_frame, make_frames

pytestmark = pytest.mark.rule("ACC-05", "ACC-09", "ACC-11")

AT = datetime(2026, 5, 4, 9, tzinfo=UTC)
TICK = timedelta(microseconds=1)
DAY = timedelta(days=1)
REASON = "the criteria were met by hand"

ADA = Identity(id="p-1", email="Ada@Example.com ")
INES = Identity(id="p-2", email="ines@example.com")
TOMAS = Identity(id="p-3", email="tomás@example.com")
ROLES = ("PAM", "PDM", "TPM", "PSM", "TAM", "ADMIN")
STAGES = ("pre_contract", "gate_0", "gate_1", "gate_2", "gate_3", "post_launch", None)
TRUTHS = (True, False, None)


def grant(name: str, **changes: Any) -> Grant:
    """Give Ada a grant of Gate 1 and Gate 3, on the partner of this name."""
    told: dict[str, Any] = {
        "id": f"g-{name}",
        "partner_id": name,
        "grantee": ADA,
        "gates": ["gate_1", "gate_3"],
        "reason": "hand-over",
        "grantor": INES,
        "starts_at": AT - DAY,
        "ends_at": AT + DAY,
    }
    return Grant(**{**told, **changes})


GRANTS = (
    grant("open"),
    grant("from now", starts_at=AT),
    grant("not yet", starts_at=AT + TICK),
    grant("until now", ends_at=AT),
    grant("a moment left", ends_at=AT + TICK),
    grant("taken back now", revoked_at=AT),
    grant("taken back soon", revoked_at=AT + TICK),
    grant("another's", grantee=TOMAS),
    # Of two, one is in force.
    grant("again", id="g-old", ends_at=AT - TICK, gates=["gate_0"]),
    grant("again", gates=["gate_0"]),
)
PLACES = ("none", *dict.fromkeys(each.partner_id for each in GRANTS))


def roles_of(count: int) -> Iterator[tuple[str, ...]]:
    """Give the sets of so many roles, or fewer."""
    for size in range(count + 1):
        yield from combinations(ROLES, size)


def facts_of(kind: str, place: str) -> Iterator[dict[str, Any]]:
    """Give every way in which the facts of a kind stand."""
    statuses: Sequence[str | None] = ("awaiting_sign_off",)
    if place == "none":
        statuses = ("awaiting_sign_off", "failed", "passed", None)
    several: dict[str, dict[str, Sequence[Any]]] = {
        "gate": {"gate": STAGES, "gate_status": statuses},
        "submission": {"signed": TRUTHS, "signed_off": TRUTHS},
        "partner_analytics": {"role": (*ROLES, None)},
    }
    asked = {"stage": STAGES, **several.get(kind, {})}
    for values in product(*asked.values()):
        yield dict(zip(asked, values, strict=True))


Case = tuple[Resource, dict[str, Any]]


def cases(
    kind: str, ties: Sequence[str], key: str | None, places: Sequence[str]
) -> list[Case]:
    """Give resources of a kind, and the rows that stand for them.

    Args:
        kind: The kind of resource.
        ties: The roles in which somebody may be assigned.
        key: The key of that somebody; others are assigned, or nobody, in the rest.
        places: The partners, by how the grant of it stands.
    """
    stood = [
        case
        for place in (places if kind in ("partner", "gate") else PLACES[:2])
        for count in range(len(ties) + 1)
        for tied in combinations(ties, count)
        for case in cases_of(kind, place, tied, key)
    ]
    return [(each, {**row, "row": number}) for number, (each, row) in enumerate(stood)]


@cache
def cases_of(
    kind: str, place: str, tied: tuple[str, ...], key: str | None
) -> tuple[Case, ...]:
    """Give the resources of one partner, with somebody assigned in these roles."""
    other = TOMAS.key if len(tied) == 1 else None
    team = {role: key if role in tied else other for role in ROLES}
    partner = partner_resource(place, stage=None, team=team)
    return tuple(
        (partner.part(kind, **facts), {"partner_id": place, **facts, "team": team})
        for facts in facts_of(kind, place)
    )


def columns(rows: Sequence[dict[str, Any]]) -> dict[str, list[Any]]:
    """Give the columns of rows; some roles hold lists of keys."""
    found = {name: [row[name] for row in rows] for name in rows[0] if name != "team"}
    for role in ROLES:
        keys = [row["team"][role] for row in rows]
        found[f"{role.lower()}_key"] = keys
        if role in LISTED.keys:
            several = [["zoe@example.com", key] if key else [] for key in keys]
            found[LISTED.key_of(role)] = several
    return found


LISTED = AccessColumns(keys={role: f"{role.lower()}_keys" for role in ("PDM", "PSM")})
"""Names of columns by which some roles hold lists."""


MANY = [name for name in INSTALLED if not name.endswith(("categories", "nullable"))]
"""The engines of which lists are compared; conditions are so on every one."""
FEW = [name for name in MANY if name in ("polars", "pandas", "duckdb")]
"""Those of which they are where there is much to compare."""


def grants_table() -> dict[str, list[Any]]:
    """Give the columns of the table of grants, a row for each gate of each."""
    pairs = [(each, gate) for each in GRANTS for gate in each.gates]
    return {
        "partner_id": [each.partner_id for each, _ in pairs],
        "grantee_key": [each.grantee.key for each, _ in pairs],
        "gates": [gate for _, gate in pairs],
        "starts_at": [each.starts_at for each, _ in pairs],
        "ends_at": [each.ends_at for each, _ in pairs],
        "revoked_at": [each.revoked_at for each, _ in pairs],
    }


def kinds_of(policy: AccessPolicy) -> Iterator[tuple[str, list[str]]]:
    """Give each kind of resource of partners, with the actions done to it."""
    for kind in policy.kinds:
        if kind.of_partner:
            yield kind.id, [each.id for each in policy.actions if each.kind == kind.id]


def check(
    policy: AccessPolicy,
    actor: Actor,
    ties: Sequence[str],
    key: str | None,
    places: Sequence[str] = PLACES,
) -> None:
    """Compare a list of each engine with the decisions, for every action."""
    engines = MANY if len(ties) < 2 else FEW
    grants = make_frames(grants_table(), engines)
    for kind, actions in kinds_of(policy):
        stood = cases(kind, ties, key, places)
        rows = [row for _, row in stood]
        frames = make_frames(columns(rows), engines)
        for action in actions:
            allowed = [
                place
                for place, (resource, _) in enumerate(stood)
                if policy.decide(actor, action, resource, at=AT, reason=REASON).allowed
            ]
            predicate = policy.predicate(actor, action, at=AT, reason=REASON)
            chosen = predicate.select(rows, grants=GRANTS)
            assert [row["row"] for row in chosen] == allowed, action
            for name, frame in frames.items():
                found = select_visible(
                    frame, predicate, columns=LISTED, grants=grants[name]
                )
                assert type(found) is type(frame)
                assert column(found, "row") == allowed, (action, name)


@pytest.mark.parametrize("roles", list(roles_of(2)), ids="+".join)
def test_lists_hold_what_is_allowed_one_by_one(
    rules: ps.Rulebook, roles: tuple[str, ...]
) -> None:
    """In every class of roles, stages, facts, ties and grants, for every action.

    When a grant holds does not depend on how many roles somebody has, so that those
    with two meet one grant that does, one that does not, and none.
    """
    actor = Actor(id=ADA.id, email=ADA.email, roles=roles, grants=GRANTS)
    places = PLACES if len(roles) < 2 else ("none", "open", "until now")
    check(rules.access, actor, roles, actor.key, places)


def test_lists_of_somebody_without_an_address(rules: ps.Rulebook) -> None:
    """They hold only what needs neither a tie nor a grant."""
    actor = Actor(id=ADA.id, roles=ROLES, grants=GRANTS)
    check(rules.access, actor, ["PSM", "PAM"], None, PLACES[:2])


@pytest.mark.rule("ACC-07")
def test_lists_of_a_deputy(rules: ps.Rulebook) -> None:
    """They hold what the leads may hand on, of all their partners or of one."""
    told: dict[str, Any] = {"deputy": ADA, "lead": INES, "ends_at": AT + DAY}
    delegations = [
        Delegation(id="d-1", role="PSM", starts_at=AT, **told),
        Delegation(id="d-2", role="TPM", partner_id="none", starts_at=AT, **told),
        Delegation(id="d-3", role="PDM", starts_at=AT + TICK, **told),
    ]
    actor = Actor(
        id=ADA.id,
        email=ADA.email,
        roles=["PDM"],
        grants=GRANTS,
        delegations=delegations,
    )
    check(rules.access, actor, ["PSM", "TPM", "PDM"], INES.key, PLACES[:2])


# ------------------------------------------------------------- conditions by themselves
WORDS = ("x", "y")
DOMAINS: dict[str, Sequence[Any]] = {
    "one": (*WORDS, None),
    "two": (*WORDS, "z", None),
    "yes": TRUTHS,
    "no": TRUTHS,
}
FACTS = [dict(zip(DOMAINS, each, strict=True)) for each in product(*DOMAINS.values())]
TABLE = {name: [row[name] for row in FACTS] for name in DOMAINS}


@cache
def facts_in(engine: str) -> Any:
    """Give the facts as a frame, which no condition changes."""
    return make_frame({"row": range(len(FACTS)), **TABLE}, engine)


words = st.sampled_from(WORDS)
truths = st.booleans()
equalities = st.sampled_from(["equals", "not_equals"])


def compared(
    names: Sequence[str], values: st.SearchStrategy[Any]
) -> st.SearchStrategy[Condition]:
    """Draw a comparison of columns with each other or with constants."""
    column_ = st.sampled_from(names).map(Field)
    constant = values.map(Literal)
    listed = st.lists(values, min_size=1, max_size=3).map(
        lambda each: Literal(tuple(each))
    )
    contained = st.sampled_from(["contains", "not_contains"])
    return st.one_of(
        st.builds(Compare, column_, equalities, constant | column_),
        st.builds(Compare, constant, equalities, column_ | constant),
        st.builds(Compare, column_ | constant, st.just("one_of"), listed),
        st.builds(Compare, listed, contained, column_ | constant),
    )


def joined(parts: st.SearchStrategy[Condition]) -> st.SearchStrategy[Condition]:
    """Draw what joins conditions."""
    several = st.lists(parts, min_size=1, max_size=4)
    return st.one_of(
        st.builds(Not, parts),
        st.builds(All, several),
        st.builds(Some, several),
        several.flatmap(
            lambda each: st.builds(
                AtLeast, st.integers(1, len(each)), st.just(tuple(each))
            )
        ),
    )


leaves = st.one_of(
    compared(["one", "two"], words),
    compared(["yes", "no"], truths),
    st.builds(
        IsKnown, st.sampled_from(sorted(DOMAINS)).map(Field) | words.map(Literal)
    ),
)
conditions = st.recursive(leaves, joined, max_leaves=8)
# Each is tried in every engine, four times over.
some = settings(max_examples=min(25, settings().max_examples))


@pytest.mark.parametrize("engine", ENGINES)
@some
@given(condition=conditions)
def test_conditions_hold_in_a_frame_where_they_do_in_python(
    engine: str, condition: Condition
) -> None:
    """Where they are known to hold, and where they are known to fail, gaps and all."""
    frame = facts_in(engine)
    test = compile_condition(condition)
    for native, hold in product((False, True), repeat=2):
        table = FactTable(nw.from_native(frame), native=native)
        operands = {name: table.column(name) for name in DOMAINS}
        expected = [place for place, row in enumerate(FACTS) if test(row) is hold]
        truth = known_to_hold(condition, operands, hold=hold)
        if isinstance(truth, bool):
            assert len(expected) == truth * len(FACTS)
        else:
            asked: Any = frame if table.is_native else table.frame
            assert column(asked.filter(truth), "row") == expected
