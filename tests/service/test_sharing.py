"""Access for a time and deputies: by pages and by the API, as the library decides."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from onboarding_hub.store import people
from partner_success.access import Delegation, Identity
from tests.support.pages import Reader
from tests.support.service import NOW, Service

PAGE = "/partners/amberline/access"
API = "/api/partners/amberline"


def test_access_is_given_and_taken_back_by_forms(service: Service) -> None:
    """Whom the lead lets look along sees the partner until it is taken back."""
    lead, other = Reader(service.client("ines")), service.client("teo")
    assert other.get(API).status_code == 404
    assert lead.open("/partners/amberline").link("Access") == PAGE
    lead.open(PAGE)
    assert "Nobody was given access for a time." in lead.page.text
    filled = {"to": "teo", "gates": ["gate_1", "gate_2"], "ends_at": "2026-11-09"}
    wrong = lead.press("Give access", **filled, reason="")
    assert (wrong.status, other.get(API).status_code) == (422, 404)
    assert "#reason" in [where for _, where in wrong.links]
    done = lead.press("Give access", **filled, reason="hand-over")
    assert "The access is given." in done.text
    assert "hand-over" in done.text
    assert "in force" in done.text
    assert other.get(API).status_code == 200
    [given] = service.client("ines").get(f"{API}/grants").json()["items"]
    assert given["ends_at"] == "2026-11-10T00:00:00Z"
    assert given["gates"] == ["gate_1", "gate_2"]
    done = lead.press("Take back")
    assert "The access is taken back." in done.text
    assert not [
        text for form in done.forms for text, _ in form.buttons if "Take" in text
    ]
    assert other.get(API).status_code == 404


def test_who_may_not_give_access_is_shown_none(service: Service) -> None:
    """Without the right the list and its form are not there, and forms are refused."""
    lead = Reader(service.client("ines"))
    filled = {"to": "teo", "gates": ["gate_1"], "ends_at": "2026-11-09"}
    lead.open(PAGE)
    lead.press("Give access", **filled, reason="hand-over secret")
    own = Reader(service.client("kofi"))
    page = own.open(PAGE)
    assert page.status == 200
    assert "Who may look along" not in page.text
    assert "hand-over secret" not in page.text
    form, _ = page.form("Name the deputy")
    pairs = [each for each in form.fields if each[0] in {"token", "key"}]
    refused = own.send(f"{PAGE}/grants", [*pairs, ("to", "teo"), ("reason", "x")])
    assert refused.status == 422
    whole = [*pairs, ("to", "june"), ("gates", "gate_1"), ("reason", "x")]
    refused = own.send(f"{PAGE}/grants", [*whole, ("ends_at", "2026-11-09")])
    assert refused.status == 403
    assert "You may not" in refused.text
    assert Reader(service.client("teo")).open(PAGE).status == 200
    assert Reader(service.client("june")).open("/partners/none/access").status == 404


def test_a_deputy_is_named_by_a_form(service: Service) -> None:
    """A lead names a deputy for one partner, who sees it from then on."""
    lead, deputy = Reader(service.client("ines")), service.client("omar")
    assert deputy.get(API).status_code == 404
    assert "You named nobody." in lead.open(PAGE).text
    filled = {"deputy__role": "PAM", "deputy__ends_at": "2026-11-09"}
    wrong = lead.press("Name the deputy", **filled)
    assert wrong.status == 422
    assert "#deputy.to" in [where for _, where in wrong.links]
    done = lead.press("Name the deputy", deputy__to="omar", **filled)
    assert "The deputy is named." in done.text
    assert "Omar Haddad as PAM" in done.text
    [named] = service.client("ines").get(f"{API}/deputies").json()["items"]
    told = {
        key: named[key] for key in ("lead", "deputy", "role", "partner_id", "state")
    }
    assert told == {
        "lead": "ines",
        "deputy": "omar",
        "role": "PAM",
        "partner_id": "amberline",
        "state": "in force",
    }
    assert service.client("kofi").get(f"{API}/deputies").json() == {"items": []}
    actor = service.client("omar").get(API)
    assert actor.status_code == 200


def test_naming_a_deputy_is_refused_with_reasons(service: Service) -> None:
    """Who leads no gate names nobody, and nobody names themselves or a stranger."""
    page = Reader(service.client("kofi"))
    page.open(PAGE)
    filled = {"deputy__role": "TAM", "deputy__ends_at": "2026-11-09"}
    refused = page.press("Name the deputy", deputy__to="tess", **filled)
    assert refused.status == 422
    assert "TAM signs no gate off that a deputy could sign" in refused.text
    client = service.client("ines")
    body = {"to": "ines", "role": "PAM", "ends_at": "2026-11-09T00:00:00Z"}
    own = client.post(f"{API}/deputies", json=body)
    assert [each["code"] for each in own.json()["reasons"]] == ["own-deputy"]
    for change in (
        {"to": "nobody"},
        {"role": "X"},
        {"ends_at": "2026-01-01T00:00:00Z"},
    ):
        found = client.post(f"{API}/deputies", json={**body, "to": "omar", **change})
        assert found.status_code == 422, change
    assert client.get(f"{API}/deputies").json() == {"items": []}
    hidden = service.client("omar").post(f"{API}/deputies", json=body)
    assert hidden.status_code == 404
    far = page.press("Name the deputy", **{**filled, "deputy__ends_at": "tomorrow"})
    assert far.status == 422
    none = Reader(service.client("root")).open(PAGE)
    assert "there is no role to stand in for" in none.text


def name_deputy(service: Service, **more: Any) -> str:
    """Let Ines name Omar deputy PAM for Amberline, and give the id of the naming."""
    body = {"to": "omar", "role": "PAM", "ends_at": "2026-11-09T00:00:00Z", **more}
    named = service.client("ines").post(f"{API}/deputies", json=body)
    assert named.status_code == 201, named.text
    assert named.json()["revoked_at"] is None
    return str(named.json()["id"])


def codes(found: Any) -> list[str]:
    """Give the codes of the reasons of a refusal."""
    assert found.status_code == 422, found.text
    return [each["code"] for each in found.json()["reasons"]]


def test_a_deputy_is_taken_back_by_a_form(service: Service) -> None:
    """Who named takes it back, and from then on the deputy sees nothing."""
    name_deputy(service)
    deputy = service.client("omar")
    before = deputy.get("/api/partners").json()["total"]
    assert deputy.get(API).status_code == 200
    lead = Reader(service.client("ines"))
    page = lead.open(PAGE)
    assert "For whom you stand in" not in page.text
    form, _ = page.form("Take back: Omar Haddad as PAM")
    done = lead.press("Take back: Omar Haddad as PAM")
    assert "The naming has ended." in done.text
    assert "Omar Haddad as PAM revoked" in done.text
    assert not any("Omar" in text for each in done.forms for text, _ in each.buttons)
    assert deputy.get(API).status_code == 404
    assert deputy.get("/api/partners").json()["total"] == before - 1
    pairs = [each for each in form.fields if each[0] != "key"]
    again = lead.send(form.action, [*pairs, ("key", "another-key")])
    assert again.status == 422
    assert "was taken back at" in again.text
    assert Reader(deputy).open(PAGE).status == 404


def test_a_deputy_lays_it_down_by_a_form(service: Service) -> None:
    """Who stands in finds for whom, and need not; then they see the partner no more."""
    name_deputy(service)
    deputy = Reader(service.client("omar"))
    page = deputy.open(PAGE)
    assert "For whom you stand in" in page.headings["h2"]
    assert "You named nobody." in page.text
    form, _ = page.form("Lay down: Ines Okafor as PAM")
    done = deputy.press("Lay down: Ines Okafor as PAM")
    assert done.title == "Partners"
    assert "You stand in no more" in done.text
    assert service.client("omar").get(API).status_code == 404
    twice = deputy.send(form.action, form.fields)
    assert "You stand in no more" in twice.text
    [named] = service.client("ines").get(f"{API}/deputies").json()["items"]
    assert named["state"] == "revoked"


def test_who_takes_a_deputy_back(service: Service) -> None:
    """By the API: lead or deputy, once; what others named is not there for anybody."""
    id_ = name_deputy(service)
    path = f"{API}/deputies/{id_}/revocation"
    for other in ("kofi", "root"):
        seen = service.client(other).get(f"{API}/deputies")
        assert (seen.status_code, seen.json()) == (200, {"items": []})
        assert service.client(other).post(path, json={}).status_code == 404
    assert service.client("june").post(path, json={}).status_code == 404
    lead, deputy = service.client("ines"), service.client("omar")
    far = f"/api/partners/westfield/deputies/{id_}/revocation"
    assert lead.post(far, json={}).status_code == 404
    assert lead.post(f"{API}/deputies/none/revocation", json={}).status_code == 404
    [own] = deputy.get(f"{API}/deputies").json()["items"]
    assert (own["id"], own["lead"], own["deputy"]) == (id_, "ines", "omar")
    keyed = {"Idempotency-Key": "laid-down-1"}
    done = deputy.post(path, json={}, headers=keyed)
    assert (done.status_code, done.json()["state"]) == (200, "revoked")
    assert done.json()["revoked_at"] == "2026-11-02T09:00:00Z"
    assert deputy.post(path, json={}, headers=keyed).json() == done.json()
    assert deputy.post(path, json={}).status_code == 404
    assert codes(lead.post(path, json={})) == ["delegation-revoked"]
    later = name_deputy(service, starts_at="2026-11-03T09:00:00Z")
    assert deputy.get(API).status_code == 404
    path = f"{API}/deputies/{later}/revocation"
    assert lead.post(path, json={}).json()["state"] == "revoked"
    service.clock.move(hours=25)
    assert service.client("omar").get(API).status_code == 404
    ended = name_deputy(service, ends_at="2026-11-04T09:00:00Z")
    service.clock.move(hours=24)
    path = f"{API}/deputies/{ended}/revocation"
    found = service.client("ines").post(path, json={})
    assert codes(found) == ["delegation-expired"]


def test_a_deputy_for_all_partners_ends_for_all(service: Service) -> None:
    """The page says so, and every partner of the lead is gone for the deputy."""
    for end in ("Take back", "Lay down"):
        with service.everything() as connection:
            people.add_delegation(
                connection,
                Delegation(
                    id=f"n-{end[:3]}",
                    lead=Identity(id="ines", email="ines@example.com"),
                    deputy=Identity(id="omar", email="Omar@example.com"),
                    role="PAM",
                    starts_at=NOW,
                    ends_at=NOW + timedelta(days=1),
                ),
            )
        omar = service.client("omar")
        seen = omar.get("/api/partners").json()["total"]
        both = [f"/api/partners/{each}" for each in ("amberline", "westfield")]
        assert [omar.get(each).status_code for each in both] == [200, 200]
        is_lead = end == "Take back"
        page = Reader(service.client("ines") if is_lead else omar)
        assert (
            f"for all {'your' if is_lead else 'their'} partners" in page.open(PAGE).text
        )
        page.press(f"{end} for all")
        assert [omar.get(each).status_code for each in both] == [404, 404]
        assert omar.get("/api/partners").json()["total"] <= seen - 2
