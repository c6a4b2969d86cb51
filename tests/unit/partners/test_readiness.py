"""A readiness sheet holds ratings and who led."""

from __future__ import annotations

from tests.unit.partners.conftest import Found
from tests.unit.partners.records import sheet


def test_ratings_are_whole_or_absent(faults: Found) -> None:
    """The scale itself is for the assessment to say."""
    assert sheet(ratings={"1.1": 5, "1.2": None}).ratings["1.2"] is None
    assert faults(sheet, ratings={"1.1": 2.5, "1.2": "3", "1.3": True}) == {
        "ratings['1.1']": "wrong-type",
        "ratings['1.2']": "wrong-type",
        "ratings['1.3']": "wrong-type",
    }


def test_leads_have_names(faults: Found) -> None:
    """A part without a lead is left out, not blank."""
    assert sheet(leads={"finance": "Ada"}).leads == {"finance": "Ada"}
    assert faults(sheet, leads={"finance": ""}) == {"leads['finance']": "blank"}
