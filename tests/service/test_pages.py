"""The pages: who sees what, what a form does, and what they say of trouble."""

from __future__ import annotations

import re
from itertools import count
from typing import Any

import pytest
import sqlalchemy as sa

from onboarding_hub.pages.questions import given_of
from partner_success.testing import sample_answers
from tests.support.pages import HTML, Reader, read_page
from tests.support.service import NOW, Service


def reader(service: Service, person_id: str) -> Reader:
    """Give somebody at a browser, signed in."""
    return Reader(service.client(person_id))


small = pytest.mark.parametrize("sample_place", ["sqlite"], indirect=True)
"""Where the database does not matter."""


@small
def test_signing_in_leads_where_somebody_wanted_to_go(service: Service) -> None:
    """Nobody is sent to sign in, and then on; never to another site."""
    nobody = Reader(service.client())
    page = nobody.open("/partners/opal-cloud")
    assert page.title == "Sign in"
    assert page.address == "/sign-in?next=/partners/opal-cloud"
    form, _ = page.form("Ines Okafor")
    assert ("next", "/partners/opal-cloud") in form.fields
    assert nobody.press("Ines Okafor").title == "Opal Cloud"
    narrowed = Reader(service.client()).open("/partners?stage=gate_3&search=a%20b")
    assert ("next", "/partners?stage=gate_3&search=a%20b") in narrowed.forms[0].fields
    for there in ("//evil.example", "https://evil.example", "/\\evil", "", "/a\nb"):
        client = service.client()
        found = client.post("/sign-in", data={"person_id": "ines", "next": there})
        assert found.headers["location"] == "/partners", there
    assert nobody.press("Sign out").title == "Sign in"
    assert nobody.open("/").title == "Sign in"
    wrong = service.client().post("/sign-in", data={"person_id": "x"}, headers=HTML)
    assert (wrong.status_code, "Nobody has this id." in wrong.text) == (401, True)


def test_the_portfolio_shows_what_may_be_seen(service: Service) -> None:
    """Filters, order, pages and counts hold only partners that somebody may see."""
    for who in ("ines", "priya", "teo", "ada", "tess", "root"):
        client, found = service.client(who), []
        visible = client.get("/api/partners?limit=100").json()
        for page in count(1):
            page_of = reader(service, who).open(f"/partners?page={page}&sort=-stage")
            found += re.findall(
                r'<th scope="row"><a href="/partners/([^"]+)"', page_of.html
            )
            if not any("Next page" in text for text, _ in page_of.links):
                break
        assert sorted(found) == sorted(each["id"] for each in visible["items"]), who
        assert f"{visible['total']} partner" in page_of.text
        stages = {each["id"]: each["stage"] for each in visible["items"]}
        order = service.hub.rules.journey.stages.ids
        places = [order.index(stages[each]) for each in found]
        assert places == sorted(places, reverse=True)
        all_link = next(text for text, _ in page_of.links if text.startswith("All"))
        assert all_link == f"All {visible['total']}"


def test_the_portfolio_is_narrowed_and_sorted(service: Service) -> None:
    """Stage, status, lead and a part of the name narrow it; any column sorts it."""
    root = reader(service, "root")

    def names(address: str) -> list[str]:
        return re.findall(
            r'href="/partners/[^"?]+">([^<]+)</a></th>', root.open(address).html
        )

    assert names("/partners?search=OPAL") == ["Opal Cloud"]
    assert names("/partners?stage=gate_2&status=failed") == ["Redwood"]
    assert set(names("/partners?lead=june")) <= set(names("/partners?stage=gate_2"))
    assert names("/partners?stage=gate_9") == []
    by_name = names("/partners?sort=name")
    assert by_name == sorted(by_name, key=str.lower)
    assert names("/partners?sort=-name")[0] == "Yarrow"
    assert names("/partners?sort=nonsense") == by_name
    for order in ("status", "target_launch", "-updated_at"):
        assert len(names(f"/partners?sort={order}")) == 10
    page = root.open("/partners?page=2&stage=post_launch&sort=-name")
    assert "page 2 of" in page.text
    assert "Previous page" in page.text
    assert root.follow("Previous page").address.endswith("sort=-name&page=1")
    assert root.open("/partners?search=%00").status == 422
    assert root.open("/partners?page=0").status == 422


@small
def test_a_partner_that_may_not_be_seen_is_not_there(service: Service) -> None:
    """Every page of it reads like that of one which does not exist."""
    places = [
        "/partners/{}",
        "/partners/{}/history",
        "/partners/{}/questionnaires/gate_3",
        "/partners/{}/do/block?stage=gate_3",
        "/partners/{}/scores/health",
        "/partners/{}/new-ticket",
        "/partners/{}/submissions/s-1",
        "/tickets?partner_id={}",
    ]
    priya = reader(service, "priya")
    for place in places:
        hidden, missing = (
            re.sub("request [0-9a-f-]+", "", priya.open(place.format(id_)).text)
            for id_ in ("opal-cloud", "nobody-here")
        )
        assert priya.page.status == 404, place
        assert hidden == missing
    root = reader(service, "root").open("/partners/opal-cloud")
    assert root.status == 200


def test_a_gate_that_may_not_be_seen_stays_shut(service: Service) -> None:
    """Its record, questionnaire, checklist and history are not on any page."""
    tess = reader(service, "tess")
    page = tess.open("/partners/kestrel")
    assert page.status == 200
    assert "Its record is not open to you." in page.text
    assert "Questionnaire of Gate 1" not in page.text
    found = tess.open("/partners/kestrel/questionnaires/gate_1")
    assert found.status == 403
    assert "You may not" in found.text
    pages = [tess.open("/partners/kestrel/history").text]
    pages.append(tess.follow("What happened then").text)
    assert "Gate 1" not in " ".join(pages)
    assert "Post-Launch" in " ".join(pages)


def test_who_saw_an_old_page_is_told_what_came_between(service: Service) -> None:
    """The form is shown again, with what was written and what happened meanwhile."""
    ines, noor = reader(service, "ines"), reader(service, "noor")
    place = "/partners/opal-cloud"
    ines.open(place)
    ines.follow("Add what is to be done for the launch")
    noor.open(place)
    noor.press("Evaluate the beta")
    given = {"item": "price-list", "summary": "Print the prices", "critical": "yes"}
    page = ines.press("Record it", **given)
    assert page.status == 409
    assert "Something came between" in page.text
    assert "beta" in page.text
    form, _ = page.form("Record it")
    assert ("summary", "Print the prices") in form.fields
    assert ines.press("Record it").status == 200
    assert "Print the prices" in ines.page.text


def test_a_form_that_is_sent_twice_works_once(service: Service) -> None:
    """The second click of a double click leads to the same place and adds nothing."""
    noor = reader(service, "noor")
    place = "/partners/opal-cloud/history"
    before = noor.open(place).text.count("Beta evaluation began")
    form, _ = noor.open("/partners/opal-cloud").form("Evaluate the beta")
    for _ in range(2):
        page = noor.send(form.action, form.fields)
        assert page.status == 200
        assert "Recorded: evaluate beta." in page.text
    assert noor.open(place).text.count("Beta evaluation began") == before + 1
    pairs = [*form.fields, ("why", "Another one")]
    assert noor.send(form.action, pairs).status == 422
    assert "used for another request" in noor.page.text


@small
def test_forms_of_others_are_refused(service: Service) -> None:
    """Without the token of this session nothing is done, and a page says so."""
    noor, ines = reader(service, "noor"), reader(service, "ines")
    before = noor.open("/partners/opal-cloud/history").text
    form, _ = noor.open("/partners/opal-cloud").form("Evaluate the beta")
    theirs, _ = ines.open("/partners/opal-cloud").form("Evaluate the beta")
    bare = [pair for pair in form.fields if pair[0] != "token"]
    strange = [("token", dict(theirs.fields)["token"]), *bare]
    for pairs in (bare, strange, [("token", "ü"), *bare]):
        page = noor.send(form.action, pairs)
        assert page.status == 403
        assert "not one of your session" in page.text
    for headers in (
        {"sec-fetch-site": "cross-site"},
        {"origin": "https://evil.example"},
    ):
        found = noor.client.post(
            form.action, data=dict(form.fields), headers={**HTML, **headers}
        )
        assert found.status_code == 403
        assert "another site" in found.text
    keyless = [pair for pair in form.fields if pair[0] != "key"]
    assert noor.send(form.action, keyless).status == 422
    unseen = [pair for pair in form.fields if pair[0] != "version"]
    assert noor.send(form.action, unseen).status == 428
    assert noor.open("/partners/opal-cloud/history").text == before


@small
def test_what_is_no_form_is_told(service: Service) -> None:
    """Another kind of body, bytes that are none, too many fields, a text with NUL."""
    client = service.client("ines")
    kind = {"content-type": "application/x-www-form-urlencoded", **HTML}
    for body, headers, status in (
        (b"{}", {"content-type": "application/json", **HTML}, 415),
        (b"token=\xff", kind, 400),
        (b"token=%ff", kind, 400),
        (b"&".join([b"a=1"] * 2_001), kind, 400),
        (b"token=%00", kind, 422),
    ):
        found = client.post("/sign-out", content=body, headers=headers)
        assert found.status_code == status, body[:20]
        assert "<h1>" in found.text


@small
def test_a_page_is_answered_to_people_and_a_problem_to_programs(
    service: Service,
) -> None:
    """Unknown addresses and mistakes are told in the form that was asked for."""
    client = service.client("ines")
    assert "<h1>There is no such thing</h1>" in client.get("/x", headers=HTML).text
    assert client.get("/x").json()["status"] == 404
    assert client.get("/api/x", headers=HTML).json()["status"] == 404
    assert client.get("/api/partners/x", headers=HTML).json()["status"] == 404
    assert client.post("/partners", headers=HTML).status_code == 405
    for statement, status, words in (
        ("UPDATE partners SET snapshot = '{}'", 500, "The service made a mistake"),
        ("DROP TABLE people", 503, "The service cannot answer now"),
    ):
        with service.place.owner() as owner, owner.writing() as connection:
            connection.execute(sa.text(statement))
        found = client.get("/partners/opal-cloud", headers=HTML)
        assert found.status_code == status
        assert words in found.text
        assert "snapshot" not in found.text


@small
def test_pages_hold_no_script_and_no_style(service: Service) -> None:
    """The policy lets only the style sheet in, and nothing else is there."""
    ines = reader(service, "ines")
    places = ["/sign-in", "/settings", "/partners", "/partners/opal-cloud", "/tickets"]
    places += ["/partners/opal-cloud/questionnaires/gate_3", "/new-partner", "/none"]
    for place in places:
        found = ines.client.get(place, headers=HTML)
        policy = found.headers["content-security-policy"]
        assert policy.startswith(
            "default-src 'none'; style-src 'self'; img-src 'self';"
        )
        assert "script" not in policy
        assert "unsafe" not in policy
        assert not re.search(
            r"<script|<style|\sstyle=|\son[a-z]+=|javascript:", found.text
        )
        assert set(re.findall(r'(?:src|href)="(https?:[^"]*)"', found.text)) == set()
        page = read_page(found.text)
        assert len(page.ids) == len(set(page.ids)), place
        assert len(page.headings["h1"]) == 1
    style = ines.client.get("/static/style.css")
    assert style.headers["content-type"].startswith("text/css")
    assert style.headers["cache-control"] == "public, max-age=300"
    assert found.headers["cache-control"] == "no-store"


def test_what_people_write_stays_text(service: Service) -> None:
    """Names and reasons with mark-up are shown as they were written."""
    ines = reader(service, "ines")
    ines.open("/new-partner")
    page = ines.press("Let the partner set out", name='<b onclick="x">A & B</b>')
    assert page.title == '<b onclick="x">A & B</b>'
    assert "<b " not in page.html
    ines.press("Start Pre-Contract")
    ines.follow("Say what blocks Pre-Contract")
    page = ines.press("Record it", reasons="<i>one</i>\n\n  two  ", why="\n'; DROP")
    assert "Blocked by<i>one</i>; two" in page.text.replace("Blocked by ", "Blocked by")
    assert "<i>" not in page.html


@small
def test_a_questionnaire_is_saved_looked_over_and_signed(service: Service) -> None:
    """A draft keeps gaps and faults; errors stand beside fields; signing hands in."""
    ines = reader(service, "ines")
    ines.open("/partners/westfield")
    page = ines.follow("Hand in answers")
    assert "11 required answers are missing." in page.text
    sponsor = "a.executive_sponsorship.sponsor_name"
    ccv, notes = "a.classification.ccv", "a.closure.closing_blockers"
    first = {sponsor: "Jo Vance", ccv: "much", notes: "None\n so far"}
    page = ines.press("Save the draft", **first)
    assert "The draft is saved." in page.text
    assert "Draft of Ines Okafor, 2 Nov 2026, 09:00 UTC." in page.text
    assert f'id="{ccv}-fault"' in page.html
    assert f'href="#{ccv}"' in page.html
    described = f'aria-describedby="{ccv}-note {ccv}-fault" aria-invalid="true"'
    assert described in page.html
    form, _ = page.form("Save the draft")
    assert {(sponsor, "Jo Vance"), (ccv, "much"), (notes, "None\n so far")} <= {
        *form.fields
    }
    page = ines.press("Look over the answers", **{ccv: "60000000"})
    assert "As the answers are now" in page.text
    assert "Tier 0" in page.text
    assert dict(page.form("Save the draft")[0].fields)["revision"] == "1"
    asked = service.hub.rules.journey.questionnaires["pre_contract"]
    given = given_of(sample_answers(asked, "met", on=NOW.date()))
    whole = {name: texts[0] for name, texts in given.items()}
    page = ines.press("Sign and hand in", **whole, mark=" ")
    assert page.status == 422
    assert 'id="mark-fault"' in page.html
    page = ines.press("Sign and hand in", mark="Ines Okafor")
    assert page.status == 200
    assert "The answers are signed and handed in." in page.text
    page = ines.follow("signed by Ines Okafor")
    assert "It holds" in page.text
    assert "12000000 USD" in page.text
    assert "Ines Okafor (PAM)" in page.text
    ines.open("/partners/westfield/questionnaires/pre_contract")
    assert "11 required answers" in ines.page.text


@small
def test_two_people_save_one_draft(service: Service) -> None:
    """The second is told, keeps what they wrote, and can save it over the first."""
    ines, lars = reader(service, "ines"), reader(service, "lars")
    place = "/partners/westfield/questionnaires/pre_contract"
    name = "a.executive_sponsorship.sponsor_name"
    ines.open(place)
    lars.open(place)
    ines.press("Save the draft", **{name: "Jo"})
    page = lars.press("Save the draft", **{name: "Kim"})
    assert page.status == 409
    assert "Somebody saved it meanwhile." in page.text
    page = lars.press("Save the draft")
    assert dict(page.form("Save the draft")[0].fields)[name] == "Kim"


@small
def test_a_questionnaire_of_others_can_only_be_read(service: Service) -> None:
    """Who may see a gate and not fill it in sees why, and no button."""
    kofi = reader(service, "kofi")
    page = kofi.open("/partners/opal-cloud/questionnaires/gate_3")
    assert page.status == 200
    assert "You can read it, but not fill it in" in page.text
    assert "<fieldset disabled>" in page.html
    assert "Sign and hand in" not in page.text


def test_a_ticket_with_its_clock(service: Service) -> None:
    """It is opened, paused and taken up again; what cannot follow is refused."""
    tess = reader(service, "tess")
    tess.open("/tickets?partner_id=kestrel")
    tess.follow("New ticket")
    assert tess.press("Open the ticket", summary="Orders hang").status == 422
    assert "Severity: " in tess.page.text
    page = tess.press("Open the ticket", severity="critical")
    assert page.title == "Orders hang"
    # What is promised within an hour is not counted in business days.
    assert "business days are those of Mon-Fri" in page.text
    place = page.address
    assert "Orders hangKestrelcritical" in tess.open("/tickets").text
    assert "Kestrelcritical" not in tess.open("/tickets?partner_id=kestrel").text
    tess.open(place)
    service.clock.move(minutes=10)
    page = tess.press("Pause", reason=" ")
    assert page.status == 422
    page = tess.press("Pause", reason="waiting on partner")
    assert "The clock stands still: waiting on partner." in page.text
    assert "paused" in page.text
    service.clock.move(hours=5)
    old = Reader(tess.client)
    old.open(place)
    page = tess.press("Go on working")
    assert "Recorded: Go on working." in page.text
    page = old.press("Go on working")
    assert page.status == 409
    assert "Something happened to it meanwhile." in page.text
    page = tess.press("Change the severity", severity="low")
    assert "Change the severity (low)" in page.text
    page = tess.press("It is resolved")
    assert "resolved" in page.text
    labels = [label for form in page.forms for label, _ in form.buttons]
    assert "Pause: somebody else has to do something" not in labels
    form, _ = page.form("It is not resolved after all")
    sent = [pair for pair in form.fields if pair[0] != "kind"]
    sent.append(("kind", "nonsense"))
    assert tess.send(place.partition("?")[0], sent).status == 422
    assert tess.open("/tickets?severity=low&phase=resolved").status == 200
    assert "Orders hang" in tess.page.text
    assert reader(service, "priya").open(place).status == 404


@small
def test_times_are_those_of_a_zone_of_ones_own(service: Service) -> None:
    """The chosen zone stands behind every time; a promise also in that of the work."""
    ines = reader(service, "ines")
    ines.open("/settings")
    page = ines.press("Save", zone="Asia/Kolkata")
    assert "Saved." in page.text
    assert "Times are those of Asia/Kolkata" in page.text
    assert "It is 2 Nov 2026, 14:30 IST." in page.text
    page = ines.open("/tickets/sample-kestrel-1")
    assert "UTC" in page.text
    assert "IST" in page.text
    ines.open("/settings")
    assert ines.press("Save", zone="Mars/Olympus").status == 422
    omar = reader(service, "omar")
    omar.client.cookies.set("onboarding_hub_zone", "no such zone")
    assert "09:00 UTC" in omar.open("/partners").text


def test_scores_are_assessed_and_explained(service: Service) -> None:
    """Health and readiness are those of the rulebook, with band and why."""
    ines = reader(service, "ines")
    ines.open("/partners/kestrel")
    assert "Nobody assessed it yet." in ines.page.text
    ines.follow("Assess Customer health")
    names = ("technical_performance", "business_outcomes", "user_adoption")
    some = {f"a.components.{name}": "80" for name in names}
    page = ines.press("Save the assessment", **some)
    assert page.status == 422
    assert "a.components.relationship_strength-fault" in page.html
    best = {"a.components.relationship_strength": "90.5"}
    old = Reader(ines.client)
    old.open("/partners/kestrel/scores/health")
    page = ines.press("Save the assessment", **best)
    assert "The assessment is saved." in page.text
    score = service.hub.rules.health.score(
        technical_performance=80,
        business_outcomes=80,
        user_adoption=80,
        relationship_strength=90.5,
    )
    told = score.explain()
    assert told.title in page.text
    assert all(each in page.text for each in told.remarks)
    assert "Assessed by Ines Okafor" in page.text
    assert old.press("Save the assessment", **some, **best).status == 409
    ines.open("/partners/kestrel")
    ines.follow("Assess Partner CS readiness")
    page = ines.press("Save the assessment", **{"a.strategy.journey_map": "4"})
    assert "level open until more is answered" in page.text
    ratings: dict[str, Any] = {"journey_map": 4}
    told = service.hub.rules.readiness.assess(ratings).explain()
    assert told.title in page.text
    tess = reader(service, "tess")
    assert "Assess Customer health" not in tess.open("/partners/kestrel").text
    assert tess.open("/partners/kestrel/scores/health").status == 403
    assert ines.open("/partners/kestrel/scores/luck").status == 404


@small
def test_forms_of_commands(service: Service) -> None:
    """Known values stand in them, rows can be added, and what cannot be is told."""
    ines = reader(service, "ines")
    ines.open("/partners/opal-cloud")
    page = ines.follow("Move the launch day")
    assert ("day", "2026-11-14") in page.form("Record it")[0].fields
    page = ines.press("Record it", day="", why="Later")
    assert page.status == 200
    page = ines.follow("Move the launch day")
    assert ("day", "") in page.form("Record it")[0].fields
    ines.open("/partners/opal-cloud")
    page = ines.follow("Assign who is the Technical Account Manager")
    assert ("people", "kofi") in page.form("Record it")[0].fields
    page = ines.press("Record it", people=["kofi", "tess"])
    assert "Kofi Mensah, Tess Albrecht" in page.text
    page = ines.follow("Record operational metrics")
    assert page.html.count("<legend>Metrics, ") == 3
    row = {"metrics.1.id": "Wrong Id", "metrics.1.value": "a lot"}
    page = ines.press("More rows", **row)
    assert page.html.count("<legend>Metrics, ") == 5
    page = ines.press("Record it")
    assert page.status == 422
    assert "metrics" in page.text
    right = {"metrics.1.id": "orders", "metrics.1.value": "7", "metrics.1.target": "8"}
    page = ines.press("Record it", **right, **{"metrics.1.direction": "at least"})
    assert "7, at least 8" in page.text
    page = ines.follow("Record operational metrics")
    assert ("metrics.0.id", "orders") in page.form("Record it")[0].fields
    assert ines.open("/partners/opal-cloud/do/submit").status == 404
    assert ines.open("/partners/opal-cloud/do/nonsense").status == 404
    early = ines.open("/partners/opal-cloud/do/start_stage?stage=post_launch")
    assert early.status == 422
    assert "It cannot be done as things stand, or not by you." in early.text
    assert ines.open("/partners/opal-cloud/do/do_hand_off_step?name=x.y").status == 422


@small
def test_who_may_not_is_told_by_which_rule(service: Service) -> None:
    """A form of somebody who may act, sent by another, is refused with the grounds."""
    noor, kofi = reader(service, "noor"), reader(service, "kofi")
    form, _ = noor.open("/partners/opal-cloud").form("Evaluate the beta")
    own, _ = kofi.open("/partners/opal-cloud").form("Sign out")
    pairs = [pair for pair in form.fields if pair[0] != "token"]
    page = kofi.send(form.action, [*own.fields, *pairs])
    assert page.status == 403
    assert "You may not do this" in page.text
    assert "(rule admin_does)" in page.text


@small
def test_a_new_partner_is_checked(service: Service) -> None:
    """Faults stand beside the fields; who may not create one gets no form sent."""
    ines = reader(service, "ines")
    ines.open("/new-partner")
    page = ines.press(
        "Let the partner set out", country="Norway", committed_value="much"
    )
    assert page.status == 422
    assert 'id="name-fault"' in page.html
    assert ("country", "Norway") in page.form("Let the partner")[0].fields
    page = ines.press("Let the partner set out", name="Nova", committed_value="9 USD")
    assert page.title == "Nova"
    assert "Norway" in page.text
    tess = reader(service, "tess")
    assert "New partner" not in tess.open("/partners").text
    tess.open("/new-partner")
    assert tess.press("Let the partner set out", name="Nova").status == 403
