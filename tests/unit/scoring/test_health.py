"""Customer health and partner operational health: every number of the sources."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest

import partner_success as ps
from partner_success.scoring import Component, Score

STEP = Decimal("0.01")

# Component: its weight, and of each measure weight, least and greatest number, the
# relation and value of the target, and the number that earns nothing.
HEALTH = {
    "technical_performance": (
        30,
        {
            "uptime": (30, "0", "100", "at_least", "99.9", "99.0"),
            "migration_success": (25, "0", "100", "at_least", "95", "80"),
            "response_time": (15, "0", None, "below", "100", "500"),
            "throughput": (10, "0", None, "at_least", "100", "20"),
            "error_rate": (10, "0", "100", "below", "0.5", "5"),
            "rollback_time": (10, "0", None, "below", "5", "30"),
        },
    ),
    "business_outcomes": (
        30,
        {
            "cost_savings": (30, None, "100", "at_least", "70", "20"),
            "time_to_value": (25, "0", None, "below", "30", "120"),
            "manual_effort_cut": (25, None, "100", "at_least", "80", "20"),
            "audit_trail": (20, "0", "100", "at_least", "100", "90"),
        },
    ),
    "user_adoption": (
        20,
        {
            "active_users": (35, "0", None, "at_least", "80", "20"),
            "feature_use": (25, "0", "100", "at_least", "60", "10"),
            "usage_trend": (20, "-100", None, "at_least", "0", "-40"),
            "trial_conversion": (20, "0", "100", "at_least", "60", "10"),
        },
    ),
    "relationship_strength": (
        20,
        {
            "nps": (25, "-100", "100", "at_least", "70", "0"),
            "csat_share": (20, "0", "100", "at_least", "95", "70"),
            "executive_reviews_held": (20, "0", None, "at_least", "100", "0"),
            "renewal_likelihood": (25, "0", "100", "at_least", "90", "40"),
            "net_retention": (10, "0", None, "at_least", "100", "70"),
        },
    ),
}
MEASURES = {
    id_: (component, *numbers)
    for component, (_, measures) in HEALTH.items()
    for id_, numbers in measures.items()
}

BANDS = [
    ("Champion", 90, "Ready to expand: prepare an expansion"),
    ("Healthy", 80, "Optimise what is left to gain"),
    ("At Risk", 70, "Step in with a success plan"),
    ("Critical", 60, "Escalate to the executives at once"),
    ("Emergency", 0, "Involve the CEO to keep the customer"),
]

OPERATIONS = ("operational_kpis", "system_performance", "ticket_trend", "usage_pattern")


def _text(number: Decimal | None) -> str | None:
    return None if number is None else str(number)


def _numbers(component: Component) -> dict[str, tuple[object, ...]]:
    return {
        part.id: (
            part.weight,
            _text(part.low),
            _text(part.high),
            part.target and part.target.relation,
            part.target and str(part.target.value),
            _text(part.zero),
        )
        for part in component.measures
    }


@pytest.mark.rule("HLT-01", "HLT-04", "HLT-13")
def test_the_components_and_measures_of_health(rules: ps.Rulebook) -> None:
    """Weights, ranges, targets and zero points are those of sources and decisions."""
    standing = {
        part.id: (part.weight, _numbers(part)) for part in rules.health.components
    }
    assert standing == HEALTH
    assert all(sum(m[0] for m in part[1].values()) == 100 for part in HEALTH.values())
    assert sum(weight for weight, _ in HEALTH.values()) == 100


@pytest.mark.rule("HLT-01", "HLT-06")
def test_the_scale_and_the_least_coverage(rules: ps.Rulebook) -> None:
    """Both cards run from 0 to 100 and need 60 % of the weight."""
    for card in (rules.health, rules.partner_health):
        assert (card.low, card.high, card.least_coverage) == (0, 100, 60)
        assert card.bands is not None
        assert (card.bands.low, card.bands.high) == (0, 100)
        assert (card.combine, card.whole, card.unit) == ("mean", False, "points")


@pytest.mark.rule("HLT-02", "HLT-03")
@pytest.mark.parametrize("card", ["health", "partner_health"])
def test_the_bands_with_their_actions(rules: ps.Rulebook, card: str) -> None:
    """Five bands from the top, each with what to do."""
    bands = getattr(rules, card).bands
    assert [(band.name, band.floor, band.action) for band in bands] == BANDS
    assert all(band.meaning and band.citations for band in bands)


@pytest.mark.rule("HLT-02", "HLT-03")
@pytest.mark.parametrize(("name", "floor", "action"), BANDS)
def test_a_band_begins_at_its_floor(
    rules: ps.Rulebook, name: str, floor: int, action: str
) -> None:
    """The floor belongs to the band, one hundredth less to the one below."""
    for card in (rules.health, rules.partner_health):
        on = card.score(dict.fromkeys(card.components.ids, floor))
        assert (on.band.name, on.band.action) == (name, action)
        if floor:
            beside = card.score(dict.fromkeys(card.components.ids, floor - STEP))
            assert beside.band.name != name


@pytest.mark.rule("HLT-01", "HLT-07")
@pytest.mark.parametrize(
    ("component", "weight"), [(id_, weight) for id_, (weight, _) in HEALTH.items()]
)
def test_a_component_alone_wins_its_weight(
    rules: ps.Rulebook, component: str, weight: int
) -> None:
    """100 in one and 0 in the others makes its weight in points."""
    score = rules.health.score({**dict.fromkeys(HEALTH, 0), component: 100})
    assert score.value == weight


def _component_points(rules: ps.Rulebook, **values: object) -> float:
    """Give what a component counts with these of its measures, the rest at zero."""
    component, *_ = MEASURES[next(iter(values))]
    measured = {
        id_: Decimal(numbers[5]) for id_, numbers in HEALTH[component][1].items()
    }
    rest = {id_: 0 for id_ in HEALTH if id_ != component}
    score = rules.health.score({**rest, **measured, **values})
    return next(part.value for part in score.contributions if part.id == component)


@pytest.mark.rule("HLT-04", "HLT-05", "HLT-13")
@pytest.mark.parametrize("id_", MEASURES)
def test_a_measure_wins_its_weight_exactly_when_its_target_is_met(
    rules: ps.Rulebook, id_: str
) -> None:
    """From the zero point nothing, on the right side of the target everything."""
    _, weight, _, _, relation, value, zero = MEASURES[id_]
    target = Decimal(value)
    away = STEP if Decimal(zero) > target else -STEP
    met = target if relation == "at_least" else target - STEP
    missed = target + away if relation == "at_least" else target
    assert _component_points(rules, **{id_: met}) == weight
    assert _component_points(rules, **{id_: missed}) <= weight
    part = next(m for c in rules.health.components for m in c.measures if m.id == id_)
    assert part.points(met) == 10_000
    assert part.points(missed) < 10_000
    assert part.points(Decimal(zero)) == 0
    assert part.points(Decimal(zero) - 10 * away) > 0
    half = (Decimal(zero) + target) / 2
    assert part.points(half) == 5000
    assert part.citations


@pytest.mark.rule("HLT-04", "HLT-06")
@pytest.mark.parametrize("id_", MEASURES)
def test_a_measure_takes_numbers_from_its_least_to_its_greatest(
    rules: ps.Rulebook, id_: str
) -> None:
    """On the bound is taken, beside it refused by name; an open side takes all."""
    _, _, low, high, *_ = MEASURES[id_]
    for bound, step in ((low, -STEP), (high, STEP)):
        if bound is None:
            open_end = 1_000_000 if step > 0 else -1_000_000
            rules.health.score({id_: open_end}, missing="range")
            continue
        rules.health.score({id_: Decimal(bound)}, missing="range")
        with pytest.raises(ps.errors.InvalidDataError, match=f"{id_}: .* must be"):
            rules.health.score({id_: Decimal(bound) + step}, missing="range")


@pytest.mark.rule("HLT-05", "HLT-13")
def test_measures_use_the_promised_targets(rules: ps.Rulebook) -> None:
    """Where a target is promised, the measure holds that very target."""
    promised = {
        **{id_: id_ for id_ in ("uptime", "migration_success", "response_time", "nps")},
        **{id_: id_ for id_ in ("throughput", "error_rate", "rollback_time")},
        **{id_: id_ for id_ in ("cost_savings", "time_to_value", "manual_effort_cut")},
        "audit_trail": "audit_trail",
        "csat_share": "satisfaction",
        "renewal_likelihood": "renewal_probability",
    }
    for component in rules.health.components:
        for part in component.measures:
            if part.id in promised:
                assert part.target == rules.targets[promised[part.id]]
            else:
                assert part.target is not None
                assert part.target.id == part.id


@pytest.mark.rule("HLT-13")
@pytest.mark.parametrize(
    ("id_", "component", "good", "bad"),
    [
        ("trial_conversion", "user_adoption", 60, 10),
        ("active_users", "user_adoption", 80, 20),
        ("feature_use", "user_adoption", 60, 10),
        ("usage_trend", "user_adoption", 0, -40),
        ("net_retention", "relationship_strength", 100, 70),
        ("nps", "relationship_strength", 70, 0),
        ("csat_share", "relationship_strength", 95, 70),
    ],
)
def test_every_churn_indicator_feeds_health(
    rules: ps.Rulebook, id_: str, component: str, good: int, bad: int
) -> None:
    """An indicator that gets worse costs points in the component it belongs to."""
    part = rules.health.components[component].measures[id_]
    assert any(
        c.source == "DECK" and "Health Score KPIs" in c.section for c in part.citations
    )
    _, measures = HEALTH[component]
    best = {name: Decimal(numbers[4]) for name, numbers in measures.items()}
    rest = {name: 100 for name in HEALTH if name != component}
    full = rules.health.score({**rest, **best, id_: good})
    worse = rules.health.score({**rest, **best, id_: bad})
    assert full.value == 100
    lost = Fraction(20 * part.weight, 100)
    assert full.exact - worse.exact == lost


@pytest.mark.rule("HLT-14")
def test_partner_health_is_four_equal_parts(rules: ps.Rulebook) -> None:
    """Operational KPIs, systems, tickets and usage weigh 25 each."""
    card = rules.partner_health
    assert [(part.id, part.weight) for part in card.components] == [
        (id_, 25) for id_ in OPERATIONS
    ]
    for id_ in OPERATIONS:
        assert card.score({**dict.fromkeys(OPERATIONS, 0), id_: 100}).value == 25
    score = card.score(
        operational_kpis=91, system_performance=88, ticket_trend=80, usage_pattern=61
    )
    assert (score.value, score.band.name) == (80, "Healthy")
    assert {c.source for c in card.citations} == {"TAM", "DECISION"}


@pytest.mark.rule("HLT-06", "HLT-14")
def test_three_parts_of_partner_health_suffice_and_two_do_not(
    rules: ps.Rulebook,
) -> None:
    """75 % of the weight is enough, 50 % is not."""
    card = rules.partner_health
    three = card.score(dict.fromkeys(OPERATIONS[:3], 70), missing="reweight")
    assert isinstance(three, Score)
    assert three.band.name == "At Risk"
    two = card.score(dict.fromkeys(OPERATIONS[:2], 70), missing="reweight")
    assert not isinstance(two, Score)
