"""The pages of the service in a real browser, with no other machine to be reached."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

import partner_success as ps
from onboarding_hub.store.journeys import replayed
from tests.browser.driving import BROWSERS, executable, modules
from tests.browser.visiting import Visit
from tests.browser.walking import walk
from tests.support.hub_walk import NAME, Doing, answers, setting_out, walk_to_launch
from tests.support.reviewing import PARTNER, sign_open_answers
from tests.support.service import Place, Service, fill, running, service_at

BY_KEYS = "Gate 0: Onboarding Kickoff"
"""The gate whose answers are filled in with the keyboard alone."""


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Place:
    """A database with the sample, for everything here."""
    _ = modules(), executable("node"), executable(*BROWSERS)
    path = tmp_path_factory.mktemp("hub") / "hub.db"
    found = Place(kind="sqlite", url=f"sqlite:///{path}", owner_url=f"sqlite:///{path}")
    fill(found)
    service = service_at(found)
    sign_open_answers(service)
    service.hub.database.close()
    return found


def _walk(journey: Any) -> Iterator[dict[str, Any]]:
    """Give the steps of five people, who go to a page where another one stopped."""
    on = datetime.now(UTC).date()
    yield {"do": "as", "person": "ines"}
    yield {"do": "follow", "link": "New partner"}
    yield {"do": "fill", "fields": setting_out(on)}
    yield {"do": "press", "button": "Let the partner set out"}
    yield {"do": "see", "who": "ines"}
    who = "ines"
    for each in walk_to_launch(journey, on):
        if each.who != who:
            who = each.who
            yield {"do": "as", "person": who}
            yield {"do": "open", "path": "/partners?search=zephyr"}
            yield {"do": "follow", "link": NAME}
        if each.link is not None and BY_KEYS in each.link:
            yield from _by_keys(journey, each, on)
            continue
        if each.link is not None:
            yield {"do": "follow", "link": each.link}
        if each.fields:
            yield {"do": "fill", "fields": dict(each.fields)}
        yield {"do": "press", "button": each.button}
        if each.refused:
            yield {"do": "see", "refused": each.refused}
            yield {"do": "follow", "link": NAME}
        else:
            yield {"do": "see", "gone": each.gone}
    yield {"do": "as", "person": "tess"}
    yield {"do": "open", "path": "/partners?search=zephyr"}
    yield {"do": "follow", "link": NAME}
    yield {"do": "see", "last": True}


def _by_keys(journey: Any, each: Doing, on: Any) -> Iterator[dict[str, Any]]:
    """Give the steps of somebody who has no mouse."""
    given = answers(journey, "gate_0", on)
    kinds = {
        f"a.{part.id}.{field.id}": field.type
        for part in journey.questionnaires["gate_0"].sections
        for field in part.fields
    }
    yield {"do": "reach", "words": each.link}
    yield {"do": "keys", "keys": ["Enter"], "goes": True}
    for name, text in given.items():
        yield {"do": "reach", "name": name}
        if kinds[name] in {"yes_no", "choice"}:
            # The first one; the good answer stands there.
            yield {"do": "keys", "keys": ["Space"]}
        elif kinds[name] == "date":
            year, month, day = str(text).split("-")
            yield {"do": "keys", "text": f"{month}{day}{year}"}
        else:
            yield {"do": "keys", "text": text}
    yield {"do": "reach", "name": "mark"}
    yield {"do": "keys", "text": "Priya Nair"}
    yield {"do": "reach", "words": "Sign and hand in"}
    yield {"do": "keys", "keys": ["Enter"], "goes": True}
    yield {"do": "see", "gone": False}


def _stays(found: Visit, base: str) -> None:
    """Nothing was asked of another machine, and the browser had nothing to say."""
    assert found.trouble == []
    hosts = {urlsplit(each).netloc for each in found.asked}
    assert hosts <= {urlsplit(base).netloc, ""}


def test_five_people_launch_a_partner(sample_place: Place) -> None:
    """By clicks and keys, with refusals on the way; what is stored is what happened."""
    journey = ps.standard().journey
    steps = list(_walk(journey))
    with running(sample_place) as service:
        found = walk(service.base, steps)
    _stays(found, service.base)
    for step, seen in zip(steps, found.seen, strict=True):
        if step["do"] != "see":
            continue
        if "refused" in step:
            assert step["refused"] in seen["summary"]
            assert seen["focus"] == "trouble"
            assert seen["title"].startswith("Error: ")
        else:
            assert seen["heading"] == ("Partners" if step.get("gone") else NAME)
    assert "Post-Launch" in found.seen[-1]["text"]
    partner_id = found.seen[-1]["address"].rpartition("/")[2]
    with sample_place.owner() as owner, owner.engine.connect() as connection:
        state = replayed(connection, journey, partner_id).state
    assert (state.stage, str(state.gate.status)) == ("post_launch", "in_progress")
    assert state.is_launched


KINDS = {
    "signing in": "/sign-in",
    "settings": "/settings",
    "portfolio": "/partners",
    "partner": "/partners/opal-cloud",
    "history": "/partners/opal-cloud/history",
    "questionnaire": "/partners/opal-cloud/questionnaires/gate_3",
    "command": "/partners/opal-cloud/do/record_metrics?stage=gate_3",
    "assessment": "/partners/opal-cloud/scores/partner_readiness",
    "access": "/partners/westfield/access",
    "new partner": "/new-partner",
    "tickets": "/tickets",
    "ticket": "/tickets/sample-kestrel-1",
    "trouble": "/partners/nobody-here",
}

IN_THE_DARK = {"portfolio", "partner", "questionnaire", "ticket", "new partner"}
"""Pages that are looked at in the dark too: what they show has every colour."""


def test_every_kind_of_page_can_be_used_by_everybody(place: Place) -> None:
    """Axe finds nothing serious, light and dark; nothing is wider than 400 pixels."""
    steps: list[dict[str, Any]] = [{"do": "as", "person": "ines"}]
    for name, path in KINDS.items():
        steps += [{"do": "open", "path": path}, {"do": "axe"}]
        steps += [{"do": "change", "width": 400, "dark": True}]
        steps += [{"do": "overflow"}, *([{"do": "axe"}] if name in IN_THE_DARK else [])]
        steps += [{"do": "change", "width": 1200, "dark": False}]
    # A form that was refused, with its errors.
    steps += [{"do": "open", "path": KINDS["new partner"]}]
    steps += [{"do": "press", "button": "Let the partner set out"}, {"do": "axe"}]
    # What a reviewer decides, and has not decided yet.
    steps += [{"do": "as", "person": "omar"}]
    steps += [{"do": "open", "path": f"/partners/{PARTNER}"}]
    steps += [{"do": "follow", "link": "Decide about the answers"}, {"do": "axe"}]
    steps += [{"do": "press", "button": "Record the verdict"}, {"do": "axe"}]
    steps += [{"do": "change", "width": 400, "dark": True}, {"do": "overflow"}]
    with running(place) as service:
        found = walk(service.base, steps)
    _stays(found, service.base)
    for step, seen in zip(steps, found.seen, strict=True):
        if step["do"] == "axe":
            assert seen == []
        if step["do"] == "overflow":
            assert seen <= 0


def test_the_sample_of_the_browser_is_that_of_the_tests(place: Place) -> None:
    """What the pages are looked at with is there: the pages above are real ones."""
    service: Service = service_at(place)
    client = service.client("ines")
    for name, path in KINDS.items():
        status = 404 if name == "trouble" else 200
        assert client.get(path, headers={"accept": "text/html"}).status_code == status
    service.hub.database.close()
    assert Path(place.url.removeprefix("sqlite:///")).is_file()
