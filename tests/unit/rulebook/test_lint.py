"""What a linter says, and what it does not say of the model next to it."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest

from partner_success.errors import InvalidValueError
from partner_success.rulebook import Finding, Rulebook, lint_document
from partner_success.rulebook.lint import LintLimits
from tests.unit.rulebook.cards import (
    band,
    bands,
    card,
    component,
    measure,
    rating,
    target,
)

TWO = (component("speed"), component("tone"))


def found(code: str, *cards: Any, **more: Any) -> list[Finding]:
    """Give what is found of one kind in a document of scorecards."""
    findings = lint_document({"scorecards": list(cards)}, **more)
    loading = [each for each in findings if each.path.startswith("scorecards[")]
    assert loading == []
    return [finding for finding in findings if finding.code == code]


def paths(code: str, *cards: Any, **more: Any) -> list[str]:
    """Give where something of one kind is found."""
    return [finding.path for finding in found(code, *cards, **more)]


@pytest.mark.rule("HLT-11", "RBK-02")
def test_the_standard_rulebook_is_clean(rules: Rulebook) -> None:
    """Nothing in the standard rulebook is wrong or doubtful; two targets are spare."""
    assert [(each.severity, each.path) for each in rules.lint()] == [
        ("note", "targets.executive_reviews"),
        ("note", "targets.expansion_rate"),
    ]


@pytest.mark.rule("HLT-11")
def test_faults_of_loading_are_errors(document: dict[str, Any]) -> None:
    """A rulebook that cannot be loaded is looked through nevertheless, worst first."""
    document["health"]["bands"]["entries"][1]["ceiling"] = 89
    document["nps"]["confidence"] = 95
    document["licence"]["risks"]["entries"][0]["action"] = " "
    findings = lint_document(document)
    assert [(each.severity, each.code) for each in findings] == [
        ("error", "gap"),
        ("error", "out-of-range"),
        ("warning", "no-action"),
        ("note", "unused-target"),
        ("note", "unused-target"),
    ]
    assert str(findings[0]) == (
        "error: health.bands.healthy: values from 89 up to 90 belong to no band [gap]"
    )


@pytest.mark.rule("HLT-11")
def test_overlaps_are_errors(document: dict[str, Any]) -> None:
    """A value that belongs to two bands is an error."""
    document["health"]["bands"]["entries"][2]["ceiling"] = 81
    (error,) = [each for each in lint_document(document) if each.severity == "error"]
    assert (error.code, error.path) == ("overlap", "health.bands.at_risk")


def test_what_is_no_document() -> None:
    """What no file can hold is refused before anything is looked at."""
    endless: dict[str, Any] = {}
    endless["again"] = endless
    assert {each.code for each in lint_document(endless)} == {"too-deep"}
    (finding,) = lint_document({"nps": object()})
    assert (finding.code, finding.severity) == ("no-plain-value", "error")


@pytest.mark.rule("HLT-11")
def test_unreachable_bands() -> None:
    """A band above or below every score that the card can give is found."""
    wide = bands(150, 50, 0, high=200)
    assert paths("unreachable-band", card(*TWO, bands=wide)) == [
        "scorecards.care.bands.entries.a"
    ]
    deep = bands(50, 0, -10, low=-10)
    assert paths("unreachable-band", card(*TWO, bands=deep)) == [
        "scorecards.care.bands.entries.c"
    ]
    assert paths("unreachable-band", card(*TWO, bands=bands(100, 99.99, 0))) == []


@pytest.mark.rule("HLT-11")
def test_unreachable_bands_between_whole_numbers() -> None:
    """Of a sum of even numbers no odd band is reached, of a sum of all numbers each."""

    def summed(weight: int) -> Any:
        parts = component("speed", weight), component("tone", 2)
        narrow = bands(7, 6, 0, high=40)
        return card(*parts, low=0, high=4, whole=True, combine="sum", bands=narrow)

    assert paths("unreachable-band", summed(4)) == []
    narrow = summed(4)
    narrow["bands"] = bands(8, 7, 0, high=40)
    assert paths("unreachable-band", narrow) == ["scorecards.care.bands.entries.b"]
    narrow["components"][0]["weight"] = 3
    assert paths("unreachable-band", narrow) == []


@pytest.mark.rule("HLT-11")
def test_unreachable_bands_of_lent_bands(document: dict[str, Any]) -> None:
    """Bands that another family lends are judged by the card that borrows them."""
    document["partner_health"]["low"] = 65
    unreachable = [
        each for each in lint_document(document) if each.code == "unreachable-band"
    ]
    assert [each.path for each in unreachable] == ["partner_health.bands.emergency"]
    assert "scores reach from 65 to 100" in unreachable[0].message


def test_unreachable_levels_of_sums_of_ratings(document: dict[str, Any]) -> None:
    """Fifty elements rated 1 to 5 make even totals from 100 on."""
    entries = document["readiness"]["levels"]["entries"]
    entries.append(band("hopeless", 0))
    entries[3]["floor"] = 99
    entries.insert(0, band("odd", 403))
    entries[1]["floor"] = 402
    entries.insert(0, band("top", 404))
    codes = {
        each.path.rpartition(".")[2]
        for each in lint_document(document)
        if each.code == "unreachable-band"
    }
    assert codes == {"odd", "hopeless"}


def test_a_whole_scale_that_starts_between() -> None:
    """A scale of whole numbers may begin between two of them."""
    parts = component("speed", 2), component("tone", 2)
    odd = card(*parts, low=0.5, high=4, whole=True, combine="sum")
    odd["bands"] = bands(7, 6, 0, high=40)
    assert paths("unreachable-band", odd) == []


@pytest.mark.rule("HLT-11")
def test_cliffs() -> None:
    """A curve that rises all at once is a cliff; over a longer way it is none."""
    steep = measure("speed", target=target(100), zero=99, decimals=0)
    steep["target"]["decimals"] = 0
    gentle = {**steep, "zero": 0}
    one = component("all", 1, steep)
    assert paths("cliff", card(one)) == [
        "scorecards.care.components.all.measures.speed"
    ]
    assert paths("cliff", card(component("all", 1, gentle))) == []
    (finding,) = found("cliff", card(one))
    assert finding.message.startswith("one step of 1 moves the score by up to 100, ")
    steep |= {"unit": "%", "decimals": 1, "target": target(100, unit="%", decimals=1)}
    (finding,) = found("cliff", card(one))
    assert finding.message.startswith("one step of 0.1 % moves the score by up to 10, ")


def test_cliffs_are_judged_by_their_share() -> None:
    """What a steep measure moves is its share of the whole score."""
    steep = measure("speed", curve=[[0, 0], [1, 100]], better="higher", decimals=0)
    inside = component("all", 1, steep, {**measure("calm"), "weight": 9})
    small = card(inside, component("rest", 9), bands=bands(90, 50, 10, 0))
    assert paths("cliff", small) == []
    assert paths("cliff", small, limits=LintLimits(cliff=Fraction(1, 11))) == [
        "scorecards.care.components.all.measures.speed"
    ]


def test_cliffs_beyond_what_is_accepted() -> None:
    """A cliff that no accepted value reaches is none."""
    late = measure("speed", curve=[[0, 0], [50, 50], [51, 100]], better="higher")
    late |= {"decimals": 0, "high": 50}
    one = card(component("all", 1, late), bands=bands(60, 0))
    assert paths("cliff", one) == []
    late["high"] = 51
    assert paths("cliff", one) == ["scorecards.care.components.all.measures.speed"]


def test_a_strict_target_is_no_cliff() -> None:
    """Just missing a strict target costs a hundredth, however narrow the bands."""
    strict = measure("speed", target=target(100, "below"), zero=10000, high=20000)
    narrow = bands(100, Decimal("99.99"), 0)
    assert paths("cliff", card(component("all", 1, strict), bands=narrow)) == []


def test_cliffs_in_sums() -> None:
    """In a sum, a point of a measure is worth its weights."""
    steep = measure("speed", curve=[[0, 0], [10, 100]], better="higher", decimals=0)
    summed = card(component("all", 1, steep), combine="sum")
    assert paths("cliff", summed) == ["scorecards.care.components.all.measures.speed"]
    summed["bands"] = bands(1000, 0, high=2000)
    assert paths("cliff", summed) == []


def test_ratings_and_cards_without_bands_have_no_cliffs() -> None:
    """A rating has no curve, and without bands there is nothing to fall from."""
    rated = component("all", 1, rating("speed"))
    five = card(rated, low=1, high=5, whole=True, bands=bands(5, 1, low=1, high=5))
    assert paths("cliff", five) == []
    steep = measure("speed", curve=[[0, 0], [1, 100]], better="higher", decimals=0)
    bare = card(component("all", 1, steep))
    del bare["bands"]
    assert paths("cliff", bare) == []


@pytest.mark.rule("HLT-11")
def test_light_and_heavy_weights() -> None:
    """Below one percent and above sixty of the weight a part stands out."""
    parts = component("speed", 3), component("tone", 2)
    assert paths("heavy-weight", card(*parts)) == []
    parts[0]["weight"] = 4
    (heavy,) = found("heavy-weight", card(*parts))
    assert heavy.path == "scorecards.care.components.speed"
    assert heavy.message.startswith("'Speed' has 66.7 % of the weight;")
    assert heavy.severity == "warning"
    three = component("a", 50), component("b", 49), component("c", 1)
    assert paths("light-weight", card(*three)) == []
    three[0]["weight"] = 51
    assert paths("light-weight", card(*three)) == ["scorecards.care.components.c"]


def test_weights_of_measures() -> None:
    """Measures are weighed within their component, and one alone against nothing."""
    parts = measure("calm", weight=61), measure("fast", weight=39)
    one = card(component("all", 1, *parts))
    place = "scorecards.care.components.all.measures.calm"
    assert paths("heavy-weight", one) == [place]
    assert paths("heavy-weight", one, limits=LintLimits(heavy=Fraction(61, 100))) == []
    assert paths("light-weight", one, limits=LintLimits(light=Fraction(2, 5))) == [
        "scorecards.care.components.all.measures.fast"
    ]


def test_weights_in_sums() -> None:
    """In a sum, a part counts by what it can add."""
    big = component("big", 1, *(rating(f"r{number}") for number in range(4)))
    summed = card(big, component("small", 2), combine="sum", low=1, high=5)
    summed["bands"] = bands(20, 0)
    assert paths("heavy-weight", summed) == ["scorecards.care.components.big"]
    del big["measures"][2:]
    assert paths("heavy-weight", summed) == []


def test_common_factors() -> None:
    """Weights that could be smaller are noted, unless they are percentages."""
    parts = component("speed", 4), component("tone", 6)
    (note,) = found("common-factor", card(*parts))
    assert note.path == "scorecards.care.components"
    assert note.message == "all weights are multiples of 2; 2, 3 score the same"
    assert note.severity == "note"
    parts[1]["weight"] = 5
    assert found("common-factor", card(*parts)) == []
    parts[0]["weight"], parts[1]["weight"] = 40, 60
    assert found("common-factor", card(*parts)) == []
    measured = component("all", 1, measure("a", weight=2), measure("b", weight=2))
    assert paths("common-factor", card(measured)) == [
        "scorecards.care.components.all.measures"
    ]
    summed = card(*parts, combine="sum", bands=bands(50, 0, high=10000))
    assert found("common-factor", summed) == []


def test_idle_measures_are_flat() -> None:
    """A measure that earns the same whatever it is never changes a band."""
    flat = measure("flat", curve=[[0, 50], [100, 50]], better="higher")
    both = card(component("all", 1, flat, measure("calm")))
    (note,) = found("idle-measure", both)
    assert note.path == "scorecards.care.components.all.measures.flat"
    assert note.severity == "note"
    flat["curve"][1][1] = 51
    assert found("idle-measure", both) == []


def test_idle_measures_never_reach_an_edge() -> None:
    """A measure is idle where the others are never so near to an edge."""
    parts = component("all", 1, rating("big", weight=10), rating("small"))
    summed = card(parts, low=0, high=1, whole=True, combine="sum")
    summed["bands"] = bands(10, 0, high=11)
    assert paths("idle-measure", summed) == [
        "scorecards.care.components.all.measures.small"
    ]
    summed["bands"] = bands(11, 0, high=11)
    assert paths("idle-measure", summed) == []


def test_idle_measures_beside_other_components() -> None:
    """The other components count as well."""
    inside = component("all", 1, measure("calm"))
    beside = card(inside, component("rest", 99), bands=bands(99.5, 0))
    assert paths("idle-measure", beside) == []
    inside["measures"][0]["high"] = 10
    assert paths("idle-measure", beside) == [
        "scorecards.care.components.all.measures.calm"
    ]


@pytest.mark.rule("HLT-11")
def test_zero_points_outside_the_range() -> None:
    """The value that earns nothing must be one that is accepted."""
    late = measure("speed", zero=-1)
    (finding,) = found("zero-outside-range", card(component("all", 1, late)))
    assert finding.path == "scorecards.care.components.all.measures.speed.zero"
    assert "from 0 to 100" in finding.message
    late["zero"] = 0
    assert found("zero-outside-range", card(component("all", 1, late))) == []
    del late["low"]
    late["zero"] = -1
    assert found("zero-outside-range", card(component("all", 1, late))) == []
    between = measure("speed", target=target(40, "between", upper=60))
    between |= {"zero": 20, "zero_above": 101}
    above = card(component("all", 1, between))
    assert paths("zero-outside-range", above) == [
        "scorecards.care.components.all.measures.speed.zero_above"
    ]
    between["low"] = 30
    del between["high"]
    (finding,) = found("zero-outside-range", above)
    assert "from 30 to any" in finding.message


@pytest.mark.rule("HLT-11")
def test_targets_that_no_accepted_value_keeps() -> None:
    """A target beyond what is accepted can never be kept."""
    strict = measure("speed", target=target(100, "above"))
    one = card(component("all", 1, strict))
    assert paths("target-outside-range", one) == [
        "scorecards.care.components.all.measures.speed.target"
    ]
    strict["high"] = 101
    assert paths("target-outside-range", one) == []
    strict |= {"low": 120, "high": 130, "target": target(150), "zero": 140}
    assert paths("target-outside-range", one) == [
        "scorecards.care.components.all.measures.speed.target"
    ]


def test_units_of_measure_and_target() -> None:
    """A measure and its target count the same."""
    timed = measure("speed", unit="s")
    one = card(component("all", 1, timed))
    (finding,) = found("units-differ", one)
    assert finding.path == "scorecards.care.components.all.measures.speed.unit"
    timed["target"]["unit"] = "s"
    assert found("units-differ", one) == []


def test_bands_without_action() -> None:
    """Each band says what to do; lent ones do so where they stand."""
    one = card(*TWO)
    assert found("no-action", one) == []
    one["bands"]["entries"][0]["action"] = " "
    assert paths("no-action", one) == ["scorecards.care.bands.entries.a"]


@pytest.mark.parametrize(
    ("family", "key"),
    [("health", "bands"), ("readiness", "levels"), ("licence", "risks")],
)
def test_bands_without_action_in_families(
    document: dict[str, Any], family: str, key: str
) -> None:
    """The bands of every family are looked at, once."""
    entry = document[family][key]["entries"][0]
    del entry["action"]
    places = [each.path for each in lint_document(document) if each.code == "no-action"]
    assert places == [f"{family}.{key}.entries.{entry['id']}"]


def test_equal_names() -> None:
    """Names that differ in case and spaces only are mixed up by people."""
    parts = component("speed"), component("tone", name="Speed 2")
    assert found("equal-names", card(*parts)) == []
    parts[1]["name"] = " speed"
    (finding,) = found("equal-names", card(*parts))
    assert finding.path == "scorecards.care.components.tone.name"
    assert finding.message.startswith("scorecards.care.components.speed is called")


def test_names_that_are_none() -> None:
    """Missing names and names of the wrong kind are for the loader to tell."""
    entries = [
        {"id": "a"},
        {"id": "b"},
        {"id": "c", "name": 5},
        {"id": "d", "name": ""},
    ]
    findings = lint_document({"targets": entries})
    assert "equal-names" not in {each.code for each in findings}


def test_unexplained_numbers(document: dict[str, Any]) -> None:
    """A number without unit or source is found, each by itself."""
    del document["nps"]["units"]["confidence"]
    del document["licence"]["risks"]["entries"][2]["citations"]
    del document["licence"]["citations"]
    findings = [each for each in lint_document(document) if each.severity == "warning"]
    assert [(each.code, each.path) for each in findings] == [
        ("no-citation", "licence.risks.low"),
        ("no-citation", "licence.risks.high"),
        ("no-citation", "licence.risks.entries.high.floor"),
        ("no-unit", "nps.confidence"),
    ]


def test_unused_targets(document: dict[str, Any]) -> None:
    """A target that a company's scorecard uses is not spare."""
    used = measure("reviews", target="executive_reviews", unit="reviews a month")
    document["scorecards"] = [card(component("all", 1, used))]
    spare = [
        each.path for each in lint_document(document) if each.code == "unused-target"
    ]
    assert spare == ["targets.expansion_rate"]


def test_limits_are_shares() -> None:
    """Limits lie from 0 to 1."""
    assert LintLimits(cliff=Fraction(0), heavy=Fraction(1)).light == Fraction(1, 100)
    with pytest.raises(InvalidValueError, match="heavy is a share from 0 to 1"):
        LintLimits(heavy=Fraction(60))


def test_cliffs_between_two_points_of_a_curve() -> None:
    """What is accepted may lie on one straight piece of the curve, or be one value."""
    straight = measure("speed", curve=[[0, 0], [5, 100]], better="higher", decimals=0)
    one = card(component("all", 1, straight))
    straight |= {"low": 2, "high": 3}
    assert paths("cliff", one) == ["scorecards.care.components.all.measures.speed"]
    straight |= {"low": 2.1, "high": 2.4}
    assert paths("cliff", one) == []


@pytest.mark.rule("JRN-25")
def test_stages_and_roles_that_access_does_not_know(document: dict[str, Any]) -> None:
    """Nobody may do anything in a stage that only the journey knows."""
    journey = document["journey"]
    journey["roles"].append({"id": "CEE", "name": "Customer Engagement Executive"})
    last = journey["stages"][-1]
    last["id"] = "operation"
    for hand_off in journey["hand_offs"]:
        if hand_off["into"] == "post_launch":
            hand_off["into"] = "operation"
    found = [
        (each.severity, each.path, each.message)
        for each in lint_document(document)
        if each.code == "unknown-to-access"
    ]
    told = "access knows none of this id, so nobody may do anything with it; add it to"
    assert found == [
        ("warning", "journey.stages.operation", f"{told} access.stages"),
        ("warning", "journey.roles.CEE", f"{told} access.roles"),
    ]


def test_work_is_given_to_roles_that_there_are(document: dict[str, Any]) -> None:
    """Of playbooks, their steps and the cadence; where roles are known at all."""
    playbook = document["playbooks"][0]
    playbook["role"] = "VP"
    playbook["steps"][0]["role"] = "CEO"
    playbook["steps"][1]["role"] = "TAM"
    document["cadence"]["activities"][0]["role"] = "TEM"
    found = [
        (each.severity, each.path, each.message)
        for each in lint_document(document)
        if each.code == "unknown-role"
    ]
    name, first = playbook["id"], playbook["steps"][0]["id"]
    told = "so nobody does it; add it to journey.roles or to responsibilities.roles"
    assert found == [
        ("warning", f"playbooks.{name}.role", f"nobody has the role 'VP', {told}"),
        (
            "warning",
            f"playbooks.{name}.steps.{first}.role",
            f"nobody has the role 'CEO', {told}",
        ),
        (
            "warning",
            f"cadence.activities.{document['cadence']['activities'][0]['id']}.role",
            f"nobody has the role 'TEM', {told}",
        ),
    ]
    for family in ("playbooks", "cadence"):
        del document[family]
    assert "unknown-role" not in {each.code for each in lint_document(document)}


def test_texts_without_a_translation_are_told(document: dict[str, Any]) -> None:
    """Once for each questionnaire and language that lacks some."""
    one = document["questionnaires"][0]
    one["translations"] = {"de": {"title": "Tor"}, "en-GB": {"title": "Gate"}}
    [lacking] = [each for each in lint_document(document) if "untransl" in each.code]
    assert (lacking.severity, lacking.path) == (
        "warning",
        f"questionnaires.{one['id']}.translations.de",
    )
    assert lacking.message.startswith("there is no text in de for ")
    assert lacking.message.endswith(" more, so that a reader sees en; translate it")
    field = {"type": "yes_no", "id": "b", "label": "B?"}
    small = {
        "id": "x",
        "version": "1.0.0",
        "title": "X",
        "sections": [{"id": "a", "title": "A", "fields": [field]}],
        "translations": {"de": {"title": "Y", "fields.b.label": "B?"}},
    }
    document = {"questionnaires": [small]}
    [lacking] = [each for each in lint_document(document) if "untransl" in each.code]
    assert lacking.message.startswith("there is no text in de for sections.a.title, so")
