"""Signed answers are corrected on a page, and the new ones name what they replace."""

from __future__ import annotations

import pytest

from onboarding_hub.pages.questions import given_of
from partner_success.testing import sample_answers
from tests.support.pages import Reader
from tests.support.service import NOW, Service

PLACE = "/partners/westfield/questionnaires/pre_contract"


def signed_once(service: Service) -> Reader:
    """Give somebody who signed the answers to Pre-Contract."""
    asked = service.hub.rules.journey.questionnaires["pre_contract"]
    given = given_of(sample_answers(asked, "met", on=NOW.date()))
    ines = Reader(service.client("ines"))
    ines.open(PLACE)
    whole = {name: texts[0] for name, texts in given.items()}
    assert ines.press("Sign and hand in", **whole, mark="Ines Okafor").status == 200
    return ines


def test_signed_answers_are_corrected(service: Service) -> None:
    """The form begins with what was signed; the new answers say what they replace."""
    ines = signed_once(service)
    service.clock.move(minutes=1)
    before = ines.follow("signed by Ines Okafor").address
    page = ines.follow("Correct these answers")
    assert "What you sign here replaces" in page.text
    assert "Save the draft" not in [text for text, _ in page.forms[-1].buttons]
    sponsor = "a.executive_sponsorship.sponsor_name"
    assert dict(page.forms[-1].fields)[sponsor]
    unsigned = ines.press("Sign and hand in", **{sponsor: "Kim Lane"}, mark="")
    assert (unsigned.status, "What you sign here replaces" in unsigned.text) == (
        422,
        True,
    )
    done = ines.press("Sign and hand in", mark="Ines Okafor")
    assert done.status == 200
    client = service.client("ines")
    listed = client.get("/api/partners/westfield/submissions").json()["items"]
    first = before.rpartition("/")[2]
    assert [(each["replaces"]) for each in listed] == [None, first]
    page = ines.open(f"/partners/westfield/submissions/{listed[1]['id']}")
    assert "Kim Lane" in page.text
    assert page.link("earlier answers") == before


@pytest.mark.parametrize("sample_place", ["sqlite"], indirect=True)
def test_only_what_is_there_can_be_corrected(service: Service) -> None:
    """Answers that are not there, or are to something else, are not found."""
    ines = signed_once(service)
    assert ines.open(f"{PLACE}?replaces=s-none").status == 404
    first = ines.open("/partners/westfield").link("signed by").rpartition("/")[2]
    assert ines.open(f"{PLACE}?replaces={first}").status == 200
    other = PLACE.replace("pre_contract", "gate_0")
    assert ines.open(f"{other}?replaces={first}").status == 404
    assert Reader(service.client("teo")).open(f"{PLACE}?replaces={first}").status == 404
