"""Pictures say what the scores say, are the same each time, and hold no code."""

from __future__ import annotations

from decimal import Decimal
from itertools import pairwise
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from partner_success.core.collections import Catalogue
from partner_success.core.provenance import Provenance
from partner_success.display import (
    band_distribution,
    readiness_sections,
    save,
    score_histogram,
    svg_text,
    waterfall,
    waterfall_svg,
)
from partner_success.display.bins import Bins
from partner_success.display.files import write_whole
from partner_success.display.steps import steps_of
from partner_success.display.tones import tone_of
from partner_success.display.wording import shortened, visible, wrapped
from partner_success.errors import InvalidValueError, MissingExtraError
from partner_success.frames.results import PortfolioScores, ScoredAccount
from partner_success.scoring.model import Component
from tests.unit.display.hiding import hide
from tests.unit.display.portfolio import (
    DAY,
    HEALTH_BANDS,
    HOSTILE,
    account,
    bands,
    card,
    many,
    readiness,
    score,
    scored,
    small,
)


def words(svg: str) -> str:
    """Give every text of a picture."""
    return " ".join("".join(each.itertext()) for each in ET.fromstring(svg).iter())


def drawn(figure: object) -> str:
    """Give a figure as SVG."""
    return svg_text(figure, title="It", description="What it shows")  # type: ignore[arg-type]


def test_a_waterfall_tells_every_loss() -> None:
    """Full score, what each component lost, the score with its band."""
    text = words(drawn(waterfall(score(92, 71, 64, 80))))
    for part in ("100", "−2.4", "−8.7", "−9", "−3", "76.9 At Risk", "weight 30"):
        assert part in text, part


@pytest.mark.parametrize(
    "one",
    [
        score(100, 100, 100, 100),
        score(0, 0, 0, 0),
        score(90, None, 80, 70),
        score(50, 60, 70, 80, of=card(scale=None)),
        score(50, 60, 70, 80, of=card(scale=bands(("Only", 0)))),
        readiness(3).range.low,
    ],
    ids=["perfect", "nothing", "reweighted", "no bands", "one band", "sum"],
)
def test_every_score_can_be_drawn(one: object) -> None:
    """Whatever its scale; a score with missing parts says so."""
    for text in (
        words(drawn(waterfall(one))),  # type: ignore[arg-type]
        words(waterfall_svg(one)),  # type: ignore[arg-type]
    ):
        assert "Full score" in text
        assert ("is known; the rest is left out" in text) == bool(one.missing)  # type: ignore[attr-defined]


def test_steps_run_from_the_full_score_to_the_score() -> None:
    """Each begins where the one before it ended; what is not known loses nothing."""
    steps = steps_of(score(90, None, 80, 70))
    for earlier, later in pairwise(steps[1:-1]):
        assert earlier.end == later.start
    assert [step.text for step in steps if step.start == step.end][1] == "not known"
    assert sum(step.is_greatest for step in steps) == 1


def test_names_are_text_and_fit() -> None:
    """A hostile title is shown as it is, a long one is cut."""
    for name in (*HOSTILE, "A very long name " * 20, ""):
        one = score(92, 71, 64, 80)
        for svg in (drawn(waterfall(one, title=name)), waterfall_svg(one, title=name)):
            kinds = (element.tag for element in ET.fromstring(svg).iter())
            tags = {kind.rpartition("}")[2] for kind in kinds}
            assert not tags & {"script", "image", "a", "foreignObject"}
    long = card({"one": ("Component with a name that goes on and on and on", 1)})
    assert "…" in words(drawn(waterfall(score(50, of=long))))


def test_pictures_of_a_portfolio() -> None:
    """Each band with its count; each bin in the colours of its bands."""
    text = words(drawn(band_distribution(many(80))))
    for name in ("Champion", "Healthy", "At Risk", "Not scored"):
        assert name in text
    assert "accounts by score" in words(drawn(score_histogram(many(80))))
    assert drawn(band_distribution(small()))


def test_pictures_without_anything_to_draw() -> None:
    """An empty portfolio gives an empty picture, not an error."""
    empty = PortfolioScores(on=DAY, provenance=Provenance())
    unscored = PortfolioScores(
        on=DAY,
        accounts=(scored("a", "A", None, None, None, 1),),
        provenance=Provenance(),
    )
    for scores in (empty, unscored):
        assert drawn(band_distribution(scores))
        assert drawn(score_histogram(scores))


def test_pictures_of_cards_without_bands() -> None:
    """There are only scores to be told."""
    plain = card(scale=None)
    row = ScoredAccount(account=account("a", "A"), result=score(1, 2, 3, 4, of=plain))
    scores = PortfolioScores(on=DAY, accounts=(row,), provenance=Provenance())
    assert "Scored" in words(drawn(band_distribution(scores)))
    assert drawn(score_histogram(scores))


def test_readiness_by_section() -> None:
    """What is open is told as a range."""
    assert "20 to 100" not in words(drawn(readiness_sections(readiness(1))))
    assert " to " in words(drawn(readiness_sections(readiness(1, without=6))))


@pytest.mark.parametrize("count", [1, 4, 6, 23, 60, 300])
def test_ticks_are_round_and_reach_the_top(count: int) -> None:
    """At most six of them, evenly spaced."""
    bins = Bins.of([score(50, 50, 50, 50)] * count)
    ticks = bins.ticks
    assert ticks[0] == 0
    assert ticks[-1] >= count
    assert len(ticks) <= 7
    assert len({later - earlier for earlier, later in pairwise(ticks)}) == 1


def test_the_best_score_has_a_bin() -> None:
    """It lies in the last one, not beyond it."""
    (block,) = Bins.of([score(100, 100, 100, 100)]).blocks()
    assert block[1] == 100


def test_tones_follow_the_rank() -> None:
    """The top band is best, the lowest worst; a single one ranks nothing."""
    tones = [tone_of(HEALTH_BANDS, band) for band in HEALTH_BANDS]
    assert tones == ["best", "good", "fair", "poor", "worst"]
    only = bands(("Only", 0))
    assert tone_of(only, only.entries[0]) == "unknown"
    assert tone_of(None, None) == "unknown"


@pytest.mark.parametrize("suffix", ["svg", "png", "SVG"])
def test_pictures_are_saved(tmp_path: Path, suffix: str) -> None:
    """The same picture gives the same bytes."""
    for name in ("one", "two"):
        save(waterfall(score(92, 71, 64, 80)), tmp_path / f"{name}.{suffix}")
    one, two = ((tmp_path / f"{name}.{suffix}").read_bytes() for name in ("one", "two"))
    assert one == two
    assert one.startswith(b"\x89PNG" if suffix == "png" else b"<svg")


def test_other_kinds_of_pictures_are_refused(tmp_path: Path) -> None:
    """The kinds that there are stand in the message."""
    with pytest.raises(InvalidValueError, match=r"\.svg or \.png"):
        save(waterfall(score(1, 2, 3, 4)), tmp_path / "one.gif")


def test_without_matplotlib_the_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever lacks it learns what to install."""
    hide(monkeypatch, "matplotlib")
    with pytest.raises(MissingExtraError, match=r"partner-success\[plots\]"):
        waterfall(score(1, 2, 3, 4))


def test_a_refusal_of_the_system_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With the path and the system's own words."""

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "write_bytes", full)
    with pytest.raises(InvalidValueError, match="No space left"):
        write_whole(tmp_path / "one.txt", b"text")
    assert list(tmp_path.iterdir()) == []


def test_text_is_made_harmless_and_short() -> None:
    """What acts is shown, joiners stay, words are kept where they fit."""
    assert visible("a\x7fb\u200db\ufffe\ue000") == "a␡b\u200db\\ufffe\ue000"
    assert shortened("Umbrella", 8) == "Umbrella"
    assert wrapped("", 100, 9) == ()
    assert wrapped("one two three four", 40, 9)[-1].endswith("…")
    narrow = wrapped("unbreakable", 20, 9)
    assert len(narrow) == 1
    assert narrow[0].endswith("…")
    assert len(wrapped("株式会社アンブレラ", 50, 9)[0]) < 9


def test_a_card_of_one_component_is_drawn() -> None:
    """Names of bands that do not fit beside each other stand above each other."""
    crowded = bands(*((f"Band number {n}", n) for n in range(95, -1, -5)))
    one = Component(id="only", name="Only", weight=1, better="higher")
    tight = card({}, crowded, components=Catalogue([one]), low=Decimal(0))
    assert drawn(waterfall(score(2, of=tight)))
    assert "−97.99" in words(drawn(waterfall(score(2.01, of=tight))))
