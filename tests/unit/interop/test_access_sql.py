"""Conditions of access as SQL: forms, refusals, statements."""

from __future__ import annotations

import sys
from datetime import UTC, datetime, timedelta, timezone
from itertools import product
from typing import Any

import attrs
import pytest
import sqlalchemy as sa
from sqlalchemy.dialects import postgresql
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

import partner_success as ps
from partner_success.access import AccessRule, Actor, Predicate, TieAtom
from partner_success.core.collections import Catalogue, FrozenMap
from partner_success.core.expressions import All as AllOf
from partner_success.core.expressions import Any as AnyOf
from partner_success.core.expressions import (
    AtLeast,
    Compare,
    Condition,
    Field,
    IsKnown,
    Literal,
    Not,
    evaluate,
)
from partner_success.errors import (
    InvalidUseError,
    InvalidValueError,
    MissingExtraError,
    UnknownNameError,
)
from partner_success.interop import (
    AssignmentColumns,
    DelegationColumns,
    GrantColumns,
    PartnerColumns,
    actor_settings,
    row_level_security,
    sql_condition,
)
from tests.support.access_tables import (
    COLUMNS,
    DELEGATIONS,
    GRANTS,
    grants_of,
    records,
)
from tests.support.access_tables import NOW as THEN

NOW = datetime(2026, 5, 4, 9, tzinfo=UTC)
ADA = Actor(id="p-1", email="ada@example.com", roles=["PSM"])
STAGE, GATE, TIED = Field("stage"), Field("gate"), Field("tied_PSM")
LEAVES: tuple[Condition, ...] = (
    Compare(STAGE, "equals", Literal("gate_1")),
    Compare(Literal("gate_1"), "not_equals", STAGE),
    Compare(STAGE, "one_of", Literal(("gate_1", "gate_3"))),
    Compare(STAGE, "equals", GATE),
    Compare(STAGE, "not_equals", GATE),
    IsKnown(STAGE),
    IsKnown(TIED),
    Compare(TIED, "equals", Literal(True)),
    Compare(TIED, "equals", Literal(False)),
    Compare(TIED, "not_equals", Literal(True)),
    Compare(TIED, "one_of", Literal((True,))),
    Compare(Field("signed"), "equals", TIED),
    Compare(Field("signed"), "not_equals", Literal(True)),
)


def conditions() -> list[Condition]:
    """Give every kind of condition, denied and combined."""
    found = [*LEAVES, *map(Not, LEAVES), *(Not(Not(leaf)) for leaf in LEAVES)]
    for one, other in product(LEAVES[:5], LEAVES[5:]):
        for count in (1, 2, 3):
            found.append(AtLeast(count, [one, other, LEAVES[0]]))
            found.append(Not(AtLeast(count, [one, other, LEAVES[0]])))
        found += [Not(AllOf([one, other])), Not(AnyOf([one, other]))]
        found += [AllOf([one, other]), AnyOf([one, other])]
    return found


@pytest.mark.rule("ACC-11")
def test_sql_holds_exactly_where_a_condition_is_known_to_hold() -> None:
    """Whatever is unknown, denied or counted, SQL keeps what Python would."""
    engine = sa.create_engine("sqlite://")
    keys = ("ada@example.com", "tom@example.com", None)
    words = ("gate_1", "gate_2", None)
    facts = [
        {"number": n, "psm_key": key, "stage": stage, "gate": gate, "signed": signed}
        for n, (key, stage, gate, signed) in enumerate(
            product(keys, words, words, (True, False, None))
        )
    ]
    with engine.begin() as connection:
        records.create(connection)
        connection.execute(records.insert(), facts)
        for condition in conditions():
            predicate = Predicate(
                action_id="view_partner",
                actor_id="p-1",
                at=NOW,
                condition=condition,
                ties=FrozenMap({"tied_PSM": TieAtom("PSM", ADA.key or "")}),
            )
            where = sql_condition(predicate, COLUMNS)
            found = connection.scalars(sa.select(records.c.number).where(where))
            expected = {
                fact["number"]
                for fact in facts
                if evaluate(condition, {**fact, "tied_PSM": fact["psm_key"] == ADA.key})
            }
            assert set(found) == expected, str(condition)
    engine.dispose()


def predicate(action: str = "view_partner", **more: Any) -> Predicate:
    """Give what Ada may see."""
    return ps.standard().access.predicate(ADA, action, **{"at": NOW, **more})


@pytest.mark.rule("ACC-11")
def test_a_column_that_is_not_mapped_is_named() -> None:
    """The refusal says which role or fact has none, and what is spelt alike."""
    own = records.c.partner_id
    columns = PartnerColumns(partner_id=own, team={"PSMs": own})
    with pytest.raises(UnknownNameError, match="'PSM'; did you mean 'PSMs'"):
        sql_condition(
            predicate(),
            PartnerColumns(partner_id=own, team={"PSMs": own}),
            grants=GRANTS,
        )
    columns = PartnerColumns(partner_id=own, team=COLUMNS.team, facts={"stag": own})
    with pytest.raises(UnknownNameError, match="'stage'; did you mean 'stag'"):
        sql_condition(predicate(), columns)


def test_what_is_of_another_kind_is_refused() -> None:
    """Each argument is refused by its name."""
    wrong: Any = object()
    policy = ps.standard().access
    with pytest.raises(InvalidUseError, match="predicate needs Predicate"):
        sql_condition(wrong, COLUMNS)
    with pytest.raises(InvalidUseError, match="columns needs PartnerColumns"):
        sql_condition(predicate(), wrong)
    with pytest.raises(InvalidUseError, match="grants needs GrantColumns"):
        sql_condition(predicate(), COLUMNS, grants=wrong)
    with pytest.raises(InvalidUseError, match="delegations needs DelegationColumns"):
        row_level_security(policy, "view_partner", COLUMNS, delegations=wrong)
    odd = Compare(Field("count"), "less_than", Literal(3))
    asked = Predicate(action_id="a", actor_id="b", at=NOW, condition=odd)
    with pytest.raises(InvalidUseError, match="does something else"):
        sql_condition(asked, COLUMNS)


@pytest.mark.rule("ACC-11")
def test_an_instant_is_compared_as_its_column_keeps_it() -> None:
    """As UTC without a zone, whole for a type of one's own, and never as a number."""

    class Moment(sa.TypeDecorator[datetime]):
        impl = sa.DateTime
        cache_ok = True

    def compared(kind: Any) -> set[Any]:
        names = {
            name: sa.column(name) for name in ("partner_id", "grantee_key", "gate")
        }
        times = ("starts_at", "ends_at", "revoked_at")
        table = GrantColumns(**names, **{name: sa.column(name, kind) for name in times})
        berlin = NOW.astimezone(timezone(timedelta(hours=2)))
        found = sql_condition(predicate(at=berlin), COLUMNS, grants=table).compile()
        return {each for each in found.params.values() if isinstance(each, datetime)}

    assert compared(sa.DateTime()) == {NOW.replace(tzinfo=None)}
    assert compared(sa.DateTime(timezone=True)) == {NOW}
    assert compared(Moment()) == {NOW}
    with pytest.raises(InvalidUseError, match="an instant is kept as DateTime"):
        compared(sa.Integer())
    edge = datetime.max.replace(tzinfo=timezone(timedelta(hours=-5)))
    with pytest.raises(InvalidValueError, match="outside the years"):
        sql_condition(predicate(at=edge), COLUMNS, grants=GRANTS)


def test_answers_for_every_row_need_no_columns() -> None:
    """An administrator sees all, and who has no role nothing."""
    policy = ps.standard().access
    bare = PartnerColumns(partner_id=records.c.partner_id)
    for roles, expected in ((["ADMIN"], "true"), ([], "false")):
        actor = Actor(id="p-1", roles=roles)
        asked = policy.predicate(actor, "view_partner", at=NOW)
        assert str(sql_condition(asked, bare)) == expected


def test_mapped_attributes_and_arrays_of_gates_fit() -> None:
    """Attributes of a mapped class are columns; arrays are asked by what they hold."""

    class Base(DeclarativeBase):
        pass

    class Mine(Base):
        __tablename__ = "mine"
        id: Mapped[str] = mapped_column(primary_key=True)
        key: Mapped[str]
        stage: Mapped[str]
        gate: Mapped[str]

    gates = GrantColumns(
        partner_id=sa.column("partner_id"),
        grantee_key=sa.column("grantee_key"),
        gate=sa.column("gates", sa.ARRAY(sa.Text)),
        starts_at=sa.column("starts_at", sa.DateTime(timezone=True)),
        ends_at=sa.column("ends_at", sa.DateTime(timezone=True)),
        revoked_at=sa.column("revoked_at", sa.DateTime(timezone=True)),
    )
    columns = PartnerColumns(
        partner_id=Mine.id,
        team={"PSM": Mine.key},
        facts={"stage": Mine.stage, "gate": Mine.gate},
    )
    dialect = postgresql.dialect()
    found = sql_condition(predicate("view_gate"), columns, grants=gates)
    assert "unnest(gates)" in str(found.compile(dialect=dialect))
    found = sql_condition(predicate("view_gate", gate="gate_1"), columns, grants=gates)
    assert "gates @>" in str(found.compile(dialect=dialect))


def test_row_level_security_refuses_what_it_cannot_keep() -> None:
    """Acts that write, what belongs to no partner, and what is no column of a table."""
    policy = ps.standard().access
    with pytest.raises(InvalidUseError, match="writes"):
        row_level_security(policy, "edit_partner", COLUMNS)
    with pytest.raises(InvalidUseError, match="belongs to no partner"):
        row_level_security(policy, "view_analytics", COLUMNS)
    bare = PartnerColumns(partner_id=sa.column("id"))
    with pytest.raises(InvalidUseError, match="give a column of a Table"):
        row_level_security(policy, "view_partner", bare)
    with pytest.raises(InvalidValueError, match="settings is"):
        row_level_security(policy, "view_partner", COLUMNS, settings="a.b")
    with pytest.raises(InvalidValueError, match="settings is"):
        actor_settings(ADA, NOW, settings="")
    with pytest.raises(UnknownNameError, match="PSN"):
        row_level_security(policy, "view_partner", COLUMNS, roles=["PSN"])


def test_deputies_are_asked_wherever_a_team_stands() -> None:
    """In arrays, in a table of assignments, in columns; in a schema with any name."""
    table = sa.Table(
        "all %",
        sa.MetaData(),
        sa.Column("id", sa.Text),
        sa.Column("stage", sa.Text),
        sa.Column("key", sa.Text),
        sa.Column("keys", sa.ARRAY(sa.Text)),
        schema='a"b',
    )
    names = ("partner_id", "role", "key")
    assigned = AssignmentColumns(**{name: sa.column(name) for name in names})
    found = []
    for team in ({"PSM": table.c["keys"]}, assigned, {"PSM": table.c.key}):
        columns = PartnerColumns(
            partner_id=table.c.id, team=team, facts={"stage": table.c.stage}
        )
        *_, text = row_level_security(
            ps.standard().access,
            "view_partner",
            columns,
            delegations=DELEGATIONS,
            roles=["PSM"],
        )
        assert 'ON "a""b"."all %" FOR SELECT' in text
        found.append(text)
    assert "&&" in found[0]
    assert "&&" not in found[1] + found[2]
    assert '"id", "a""b"."all %"."key") IN (SELECT delegations.partner_id' in found[2]
    assert isinstance(DELEGATIONS, DelegationColumns)


def test_what_opens_a_row_to_several_roles_is_asked_once() -> None:
    """Grants are looked for once, by whoever holds a role that they open rows to."""
    *_, text = row_level_security(
        ps.standard().access, "view_partner", COLUMNS, grants=GRANTS
    )
    assert text.count("FROM grants") == 1
    opened = """@> ANY (ARRAY[CAST('["PDM"]' AS JSONB), CAST('["TPM"]' AS JSONB), """
    assert text.count(opened) == 1


@pytest.mark.parametrize("module", ["sqlalchemy", "psycopg"])
def test_a_missing_extra_is_named(module: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without what an extra brings the refusal says how to install it."""
    monkeypatch.setitem(sys.modules, module, None)
    with pytest.raises(MissingExtraError, match="postgresql"):
        row_level_security(ps.standard().access, "view_partner", COLUMNS)
    if module == "sqlalchemy":
        with pytest.raises(MissingExtraError, match=r"\[sql\]"):
            sql_condition(predicate(), COLUMNS)


def test_row_level_security_asks_for_reasons_and_takes_constants() -> None:
    """A reason is a setting, a fact may be the same for all rows, and no is no."""
    policy = ps.standard().access
    why = AccessRule(
        id="with_a_reason",
        name="A PSM sees all metrics with a reason.",
        roles=("PSM",),
        actions=("view_metrics",),
        condition=Compare(Field("reason_given"), "equals", Literal(True)),
    )
    wider = attrs.evolve(policy, rules=Catalogue([*policy.rules, why], kind="rule"))
    *_, text = row_level_security(wider, "view_metrics", COLUMNS, roles=["PSM"])
    assert "current_setting('partner_success.reason_given', true), '') = 'yes'" in text
    *_, text = row_level_security(policy, "view_metrics", COLUMNS, roles=["PDM"])
    assert text.endswith("USING (false)")
    *_, both = row_level_security(policy, "view_metrics", COLUMNS, roles=["PSM", "PDM"])
    *_, alone = row_level_security(policy, "view_metrics", COLUMNS, roles=["PSM"])
    assert both == alone
    fixed = PartnerColumns(
        partner_id=records.c.partner_id,
        team=COLUMNS.team,
        facts={"stage": records.c.stage, "gate": sa.literal("gate_3")},
    )
    *_, text = row_level_security(policy, "view_gate", fixed, roles=["PSM"])
    assert "'gate_3' IN ('gate_3', 'post_launch')" in text
    *_, text = row_level_security(
        policy, "view_gate", fixed, grants=GRANTS, roles=["PSM"]
    )
    assert "'gate_3') IN (SELECT grants.partner_id, grants.gate" in text
    assert fixed.column("partner_id") is records.c.partner_id


@pytest.mark.rule("ACC-05", "ACC-11")
def test_grants_that_the_actor_brings_open_their_gates() -> None:
    """Without a table those in force count, each for its own gates."""
    engine = sa.create_engine("sqlite://")
    given = [*grants_of("acme", "two gates"), *grants_of("bolt", "at its end")]
    ada = attrs.evolve(ADA, grants=given)
    rows = [
        {"number": place, "partner_id": partner_id, "gate": gate}
        for place, (partner_id, gate) in enumerate(
            product(("acme", "bolt"), ("gate_1", "gate_2", "gate_3", None))
        )
    ]
    with engine.begin() as connection:
        records.create(connection)
        connection.execute(records.insert(), rows)
        for action, expected in (("view_gate", [0, 1]), ("view_partner", [0, 1, 2, 3])):
            seen = ps.standard().access.predicate(ada, action, at=THEN)
            asked = sa.select(records.c.number).where(sql_condition(seen, COLUMNS))
            assert connection.scalars(asked).all() == expected
    engine.dispose()
