"""Five people bring a partner from Pre-Contract to Post-Launch on the pages alone."""

from __future__ import annotations

from datetime import timedelta

from onboarding_hub.store import journeys
from onboarding_hub.store.journeys import replayed
from tests.support.hub_walk import NAME, TEAM, setting_out, walk_to_launch
from tests.support.pages import Page, Reader
from tests.support.service import NOW, Service


def test_five_people_launch_a_partner(service: Service) -> None:
    """Each does their part by buttons and forms; what is stored is what happened."""
    on, journey = NOW.date(), service.hub.rules.journey
    readers = {who: Reader(service.client(who)) for who in TEAM.values()}
    ines = readers["ines"]
    ines.open("/partners")
    ines.follow("New partner")
    made = ines.press("Let the partner set out", **setting_out(on))
    assert made.title == NAME
    place = made.address.partition("?")[0]
    # Whoever comes later does not see it yet.
    assert {who: readers[who].open(place).status for who in TEAM.values()} == {
        "ines": 200,
        "priya": 200,
        "teo": 404,
        "ada": 404,
        "tess": 404,
    }
    for each in walk_to_launch(journey, on):
        service.clock.move(minutes=7)
        reader = readers[each.who]
        reader.open(place)
        if each.link is not None:
            reader.follow(each.link)
        page = reader.press(each.button, **each.fields)
        if each.refused:
            assert page.status == 422, each
            assert each.refused in page.text
            continue
        assert page.status == 200, (each, page.text)
        assert page.title == ("Partners" if each.gone else NAME)
        if each.gone:
            assert reader.open(place).status == 404
    tess = readers["tess"].open(place)
    assert "Post-Launch in progress" in tess.text
    assert "Nothing at the moment" in tess.text
    _is_what_happened(service, place.rpartition("/")[2])
    _history(readers["ines"], place)


def _is_what_happened(service: Service, partner_id: str) -> None:
    with service.place.owner() as owner, owner.engine.connect() as connection:
        journey = service.hub.rules.journey
        stored = journeys.load(connection, journey, partner_id, since=10_000)
        assert replayed(connection, journey, partner_id).state == stored.state
    assert stored.stage == "post_launch"
    assert stored.state.launch.launched_on is not None
    signed = {id_: gate.sign_off for id_, gate in stored.state.gates.items()}
    by = {stage: each.by for stage, each in signed.items() if each is not None}
    assert by == {
        "pre_contract": "ines",
        "gate_0": "priya",
        "gate_1": "priya",
        "gate_2": "teo",
        "gate_3": "ada",
    }
    assert stored.state.at - NOW > timedelta(minutes=300)


def _history(reader: Reader, place: str) -> None:
    reader.open(place)
    pages: list[Page] = [reader.follow("History")]
    pages.append(reader.follow("What happened then"))
    text = " ".join(each.text for each in pages)
    for words in ("Journey started", "Item ticked · Gate 2: Ready to Order · item: "):
        assert words in text
    assert "reference: plans/zephyr" in text
    assert "Launch decided · outcome: go" in text
    assert "Everything is ready." in text
    assert "customer: c-1 · positive: yes" in text
