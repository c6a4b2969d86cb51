"""Access for a time and deputies: by pages and by the API, as the library decides."""

from __future__ import annotations

from tests.support.pages import Reader
from tests.support.service import Service

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
