"""What a reviewer decides about signed answers: by the API, and on a page."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from tests.support.pages import Page, Reader
from tests.support.reviewing import PARTNER, PATH, Signed, sign_open_answers
from tests.support.service import Service

SECTION = "strategic_value"
DECIDE = "Record the verdict"
small = pytest.mark.parametrize("sample_place", ["sqlite"], indirect=True)
"""Where the database does not matter."""


@pytest.fixture
def signed(service: Service) -> Signed:
    """Give answers that wait for a reviewer, a minute later."""
    found = sign_open_answers(service)
    service.clock.move(minutes=1)
    return found


def verdict(*, passed: Any = True, section: str = SECTION, **more: Any) -> Any:
    """Give a verdict as somebody sends it."""
    return {"section": section, "passed": passed, **more}


@pytest.mark.parametrize(
    ("passed", "result", "status"),
    [(True, "met", "awaiting_sign_off"), (False, "failed", "failed")],
)
def test_a_verdict_brings_open_answers_to_an_end(
    signed: Signed, passed: bool, result: str, status: str
) -> None:
    """Whoever sends it is the reviewer; once decided, it is decided."""
    done = signed.send("omar", [verdict(passed=passed)])
    assert done.status_code == 200, done.text
    [event] = done.json()["events"]
    assert (event["by"], event["role"], event["result"]) == ("omar", "PAM", result)
    assert (SECTION in event["passed_sections"]) == passed
    assert (done.json()["status"], signed.status()) == (status, status)
    gate = signed.service.client("priya").get(f"{PATH}/journey").json()["gates"][1]
    failures = {each["code"] for each in gate["failures"]}
    assert (f"{SECTION}.verdict" in failures) == (not passed)
    again = signed.send("priya", [verdict()], seen=done.json()["version"])
    assert again.status_code == 422
    assert "handed-in" in {each["code"] for each in again.json()["reasons"]}
    assert signed.status() == status


@small
def test_nobody_says_who_decided_or_when(signed: Signed) -> None:
    """The reviewer, the time and a note are refused by their paths, and all at once."""
    at = signed.service.clock().isoformat()
    found = signed.send(
        "omar", [verdict(note="No."), verdict(reviewer="ines", at=at), "a word"]
    )
    assert found.status_code == 422
    assert {each["path"]: each["code"] for each in found.json()["problems"]} == {
        "verdicts[0].note": "unknown-key",
        "verdicts[1].reviewer": "unknown-key",
        "verdicts[1].at": "unknown-key",
    }
    body = {"kind": "submit", "submission_id": signed.id, "by": {}, "submission": {}}
    both = signed.command("omar", body, seen=signed.seen)
    assert [each["path"] for each in both.json()["problems"]] == ["by", "submission"]
    assert signed.status() == "in_progress"


@small
@pytest.mark.parametrize(
    ("verdicts", "path"),
    [
        (["a word"], "verdicts[0]"),
        ([verdict(passed="yes")], "verdicts[0].passed"),
        ([{"passed": True}], "verdicts[0].section"),
        ([verdict(more=1)], "verdicts[0].more"),
        (verdict(), "verdicts"),
    ],
)
def test_what_is_no_verdict(signed: Signed, verdicts: Any, path: str) -> None:
    """Each fault of what is sent is told by its path."""
    found = signed.send("omar", verdicts)
    assert found.status_code == 422
    assert [each["path"] for each in found.json()["problems"]] == [path]


def test_who_may_decide_is_for_access_to_say(signed: Signed) -> None:
    """A stranger finds nothing; who may only look sees that it waits, and no form."""
    service = signed.service
    assert signed.send("june", [verdict()]).status_code == 404
    given = service.client("omar").post(
        f"{PATH}/grants",
        json={
            "to": "june",
            "gates": ["gate_0"],
            "reason": "A question of delivery",
            "ends_at": (service.clock() + timedelta(days=1)).isoformat(),
        },
    )
    assert given.status_code == 201, given.text
    may_not = signed.send("june", [verdict()])
    assert (may_not.status_code, bool(may_not.json()["reasons"])) == (403, True)
    june = Reader(service.client("june"))
    page = june.open(f"/partners/{PARTNER}")
    assert "A reviewer has to decide about Strategic value" in page.text
    assert "As a reviewer" not in page.text
    page = june.follow("the answers that Priya Nair signed")
    assert "A reviewer has to decide about Strategic value" in page.text
    assert not [form for form in page.forms if form.button(DECIDE)]
    pairs = [("token", token_on(page)), ("key", "k-1"), ("version", str(signed.seen))]
    for chosen, status in (("passes", 403), ("", 422)):
        refused = june.send(signed.page, [*pairs, (f"v.{SECTION}", chosen)])
        assert refused.status == status
        assert not [where for _, where in refused.links if where.startswith("#v.")]
        assert not [form for form in refused.forms if form.button(DECIDE)]
    assert signed.status() == "in_progress"


def test_an_old_version_decides_nothing(signed: Signed) -> None:
    """Whoever saw the partner before the answers came is told what came between."""
    old = signed.send("omar", [verdict()], seen=signed.seen - 1)
    assert (old.status_code, old.json()["version"]) == (409, signed.seen)
    assert {each["code"] for each in old.json()["reasons"]} == {"conflict"}
    assert signed.status() == "in_progress"


@small
@pytest.mark.parametrize("section", ["contract", "nothing"])
def test_only_what_a_reviewer_judges_is_decided(signed: Signed, section: str) -> None:
    """A section with criteria is judged by them, and what is no section by nobody."""
    found = signed.send("omar", [verdict(section=section)])
    assert found.status_code == 422
    assert section in found.json()["detail"]
    assert signed.status() == "in_progress"


def token_on(page: Page) -> str:
    """Give what proves that a form comes from a page of somebody's session."""
    return next(
        text for form in page.forms for name, text in form.fields if name == "token"
    )


def leads_there(reader: Reader, signed: Signed) -> Page:
    """Go from the partner to what has to be decided."""
    page = reader.open(f"/partners/{PARTNER}")
    assert "A reviewer has to decide about Strategic value" in page.text
    assert page.link("Decide about the answers that Priya Nair signed") == signed.page
    return reader.follow("Decide about the answers")


@pytest.mark.parametrize(
    ("choice", "told", "status"),
    [
        ("passes", "the answers meet what the gate asks", "awaiting sign off"),
        ("fails", "the answers do not meet what the gate asks", "failed"),
    ],
)
def test_a_reviewer_decides_on_a_page(
    signed: Signed, choice: str, told: str, status: str
) -> None:
    """The partner leads there; nothing decided is said at the form; then it is done."""
    omar = Reader(signed.service.client("omar"))
    page = leads_there(omar, signed)
    form, _ = page.form(DECIDE)
    assert dict(form.fields)[f"v.{SECTION}"] == ""
    assert page.text.count("How the partner's goals and ours fit together") == 1
    wrong = omar.press(DECIDE)
    assert (wrong.status, signed.status()) == (422, "in_progress")
    assert ("Strategic value", f"#v.{SECTION}") in wrong.links
    assert "Say whether it passes" in wrong.text
    done = omar.press(DECIDE, **{f"v__{SECTION}": choice})
    assert (done.status, done.title) == (200, "Vantage")
    assert told in done.text
    assert status in done.text
    assert "A reviewer has to decide" not in done.text
    page = omar.open(signed.page)
    assert not [form for form in page.forms if form.button(DECIDE)]
    assert "A reviewer has to decide" not in page.text


def test_a_page_that_came_too_late_keeps_what_was_chosen(signed: Signed) -> None:
    """Somebody who saw an old page is told so, and then decides; a double click is one.

    Whoever comes after it was decided is told that too, and finds no form any more.
    """
    omar, priya = (Reader(signed.service.client(who)) for who in ("omar", "priya"))
    leads_there(omar, signed)
    leads_there(priya, signed)
    for place, body in enumerate(
        ({"kind": "block", "reasons": ["legal"]}, {"kind": "unblock", "why": "solved"})
    ):
        done = signed.command("priya", body, seen=signed.seen + place)
        assert done.status_code == 200, done.text
    chosen = {f"v__{SECTION}": "passes"}
    late = omar.press(DECIDE, **chosen)
    assert (late.status, "Something came between" in late.text) == (409, True)
    form, sent = late.form(DECIDE)
    assert dict(form.fields)[f"v.{SECTION}"] == "passes"
    for _ in range(2):
        done = omar.send(signed.page, [*form.fields, *sent.items()])
        assert "the answers meet what the gate asks" in done.text
    assert signed.status() == "awaiting_sign_off"
    late = priya.press(DECIDE, **chosen)
    assert late.status == 409
    assert not [form for form in late.forms if form.button(DECIDE)]


@small
def test_strange_choices_are_refused(signed: Signed) -> None:
    """What no page sends is for the library to refuse, and nothing is decided."""
    omar = Reader(signed.service.client("omar"))
    form, _ = leads_there(omar, signed).form(DECIDE)
    pairs = [each for each in form.fields if not each[0].startswith("v.")]
    maybe = omar.send(signed.page, [*pairs, (f"v.{SECTION}", "maybe")])
    assert (maybe.status, "true or false" in maybe.text) == (422, True)
    other = omar.send(signed.page, [*pairs, ("v.contract", "passes")])
    assert (other.status, "not judged by a reviewer" in other.text) == (422, True)
    nothing = omar.send(signed.page, pairs)
    assert (nothing.status, "Nothing is decided yet" in nothing.text) == (422, True)
    lost = omar.send(signed.page.replace(signed.id, "s-none"), pairs)
    assert lost.status == 404
    assert signed.status() == "in_progress"


@small
def test_the_description_says_what_a_verdict_is(service: Service) -> None:
    """What nobody sends is not in it; what is sent has to be."""
    found = service.client().get("/openapi.json").json()["components"]["schemas"]
    assert found["Verdict"]["properties"].keys() == {"section", "passed"}
    assert found["Verdict"]["required"] == ["section", "passed"]
    assert found["Verdict"]["additionalProperties"] is False
    assert found["Submit"]["properties"]["verdicts"]["items"] == {
        "$ref": "#/components/schemas/Verdict"
    }
