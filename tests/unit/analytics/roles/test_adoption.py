"""Adoption of features, counted by hand."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest

import partner_success as ps
from partner_success.analytics.roles import FeatureAdoption, feature_adoption
from partner_success.errors import UnknownNameError
from partner_success.partners import Snapshot
from tests.support.role_facts import MAY, snapshot, usage

LAST = MAY.last


def adoption(rules: ps.Rulebook, *snapshots: Snapshot) -> FeatureAdoption:
    """Give the adoption of features on 31 May."""
    return feature_adoption(snapshots, rules, on=LAST)


@pytest.mark.rule("ANL-07")
def test_adoption_is_users_of_the_feature_over_active_users(
    rules: ps.Rulebook,
) -> None:
    """Of each customer the greatest counts of 28 days; one without both is left out."""
    found = adoption(
        rules,
        snapshot(
            "acme",
            usage("a-1", date(2026, 5, 10), 40, chat=10, mail=0),
            usage("a-1", LAST, 30, chat=8),
            usage("a-2", LAST, 10, chat=5),
            usage("a-3", LAST, None, chat=7),
            usage("a-4", LAST, 20, mail=None),
        ),
    )
    chat, mail = found.of("acme")
    assert str(chat.rate) == (
        "feature adoption: 30 % (15 users of the feature / 50 active users)"
    )
    assert (chat.feature, chat.accounts) == ("chat", 2)
    assert (mail.rate.exact, mail.accounts) == (0, 1)
    assert (chat.is_little_used, mail.is_little_used) == (False, True)
    assert found.little_used == ("mail",)


@pytest.mark.rule("ANL-07")
def test_a_feature_is_looked_at_over_28_days(rules: ps.Rulebook) -> None:
    """The first of them is 4 May; the day before and the day after are outside."""
    found = adoption(
        rules,
        snapshot(
            "acme",
            usage("a-1", date(2026, 5, 3), 100, chat=100),
            usage("a-1", date(2026, 5, 4), 10, chat=4),
            usage("a-1", date(2026, 6, 1), 100, chat=100),
        ),
    )
    assert found.head.period.first == date(2026, 5, 4)
    assert found.features["chat"].rate.exact == 40


@pytest.mark.rule("ANL-07")
def test_a_feature_below_a_fifth_is_little_used(rules: ps.Rulebook) -> None:
    """A fifth itself is not, and of nobody nothing is said."""
    readings = {"acme": (1000, 199), "birch": (1000, 200), "cedar": (0, 0)}
    found = adoption(
        rules,
        *(
            snapshot(id_, usage(f"{id_}-1", LAST, active, chat=used))
            for id_, (active, used) in readings.items()
        ),
    )
    assert [each.is_little_used for each in found.uses] == [True, False, None]
    # 399 of 2000 in all: nobody of cedar is active, so that it changes nothing.
    assert found.features["chat"].rate.exact == Fraction(399, 20)
    assert found.features["chat"].is_little_used
    assert found.features["chat"].partners == 3
    none = adoption(rules, snapshot("cedar", usage("c-1", LAST, 0, chat=0)))
    assert none.features["chat"].is_little_used is None
    assert none.of("cedar")[0].peers is None


@pytest.mark.rule("ANL-07")
def test_a_partner_stands_among_its_peers(rules: ps.Rulebook) -> None:
    """Of five, two level ones have one below and two above: (1 + 1/2) of 4."""
    used = {"acme": 10, "birch": 30, "cedar": 30, "dune": 50, "elm": 90}
    found = adoption(
        rules,
        *(
            snapshot(id_, usage(f"{id_}-1", LAST, 100, chat=count))
            for id_, count in used.items()
        ),
    )
    told = {
        use.partner_id: use.peers.percentile.exact
        for use in found.uses
        if use.peers is not None and use.peers.percentile is not None
    }
    assert told == {
        "acme": 0,
        "birch": Fraction(75, 2),
        "cedar": Fraction(75, 2),
        "dune": 75,
        "elm": 100,
    }
    birch = found.of("birch")[0].peers
    assert birch is not None
    assert (birch.group, birch.below, birch.level) == (5, 1, 1)
    assert str(birch.percentile) == (
        "percentile among peers: 37.5 %"
        " (1.5 below, those level counted half / 4 others)"
    )


@pytest.mark.rule("ANL-07")
def test_in_a_group_of_four_nobody_is_told_where_it_stands(
    rules: ps.Rulebook,
) -> None:
    """The size of the group is told; a partner with nobody active is not in it."""
    found = adoption(
        rules,
        *(
            snapshot(id_, usage(f"{id_}-1", LAST, 100, chat=count))
            for id_, count in (("acme", 10), ("birch", 20), ("cedar", 30), ("dune", 40))
        ),
        snapshot("elm", usage("e-1", LAST, 0, chat=0)),
    )
    peers = found.of("acme")[0].peers
    assert peers is not None
    assert (peers.group, peers.percentile) == (4, None)
    assert found.explain_partner("acme").rows == (
        (
            "chat",
            "10 %",
            "10 users of the feature / 100 active users",
            "only 4 partners",
        ),
    )
    assert found.explain_partner("elm").rows[0][3] == "no value"


@pytest.mark.rule("ANL-07")
def test_more_users_than_active_ones_are_refused_by_name(rules: ps.Rulebook) -> None:
    """Each customer and feature is named, and the others are told."""
    found = adoption(
        rules,
        snapshot("acme", usage("a-1", LAST, 5, chat=6, mail=5)),
        snapshot("birch", usage("b-1", LAST, 1, mail=2)),
    )
    assert [
        (each.partner_id, each.id, problem.path)
        for each in found.refusals
        for problem in each.problems
    ] == [
        ("acme", "a-1", "['a-1'].feature_users['chat']"),
        ("birch", "b-1", "['b-1'].feature_users['mail']"),
    ]
    assert found.features.ids == ("mail",)
    assert found.features["mail"].rate.exact == 100
    first, second = found.explain().remarks
    assert first == (
        "usage 'a-1' of 'acme' is left out: 6 people of 'a-1' used 'chat', and only 5"
        " were active; check both counts"
    )
    assert second.startswith("usage 'b-1' of 'birch' is left out: ")


@pytest.mark.rule("ANL-07")
def test_it_is_told_in_rows_and_tables(rules: ps.Rulebook) -> None:
    """By feature, and by partner and feature with the percentile."""
    found = adoption(
        rules,
        *(
            snapshot(id_, usage(f"{id_}-1", LAST, 100, chat=count))
            for id_, count in zip("abcde", (10, 20, 30, 40, 50), strict=True)
        ),
        snapshot("f", usage("f-1", LAST, 0, mail=0)),
    )
    told = found.explain()
    assert told.title == (
        "Adoption of features, 2026-05-04 to 2026-05-31: 2 features of 6 partners"
    )
    assert told.rows[0] == (
        "chat",
        "30 %",
        "150 users of the feature / 500 active users",
    )
    assert told.remarks == ()
    by_feature, by_partner = found.tables()
    assert [row[:3] for row in by_feature.rows] == [
        ("chat", 5, False),
        ("mail", 1, None),
    ]
    assert [row[:6] for row in by_partner.rows[1:]] == [
        ("b", "chat", 1, False, 25, 5),
        ("c", "chat", 1, False, 50, 5),
        ("d", "chat", 1, False, 75, 5),
        ("e", "chat", 1, False, 100, 5),
        ("f", "mail", 1, None, None, None),
    ]
    assert found.explain_partner("b").rows[0][3] == "percentile 25 of 5 partners"
    assert found.explain_partner("a").remarks == ("little used: chat",)
    assert found.provenance.edition == rules.edition.id


def test_little_used_features_are_remarked(rules: ps.Rulebook) -> None:
    """The remark stands below the whole."""
    found = adoption(rules, snapshot("acme", usage("a-1", LAST, 100, chat=1)))
    assert found.explain().remarks == ("little used: chat",)
    assert found.explain_partner("acme").rows[0][3] == "only 1 partner"


def test_a_partner_that_is_not_shown_is_unknown(rules: ps.Rulebook) -> None:
    """One without any use is known, and has nothing."""
    found = adoption(rules, snapshot("acme"))
    assert found.of("acme") == ()
    with pytest.raises(UnknownNameError, match="acme"):
        found.of("acne")
