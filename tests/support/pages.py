"""Pages as somebody reads them who has no script: forms, links, headings, texts."""

from __future__ import annotations

from html.parser import HTMLParser
from typing import Any
from urllib.parse import urlencode, urljoin

import attrs
from fastapi.testclient import TestClient

HTML = {"accept": "text/html", "sec-fetch-site": "same-origin"}
_FORM = {**HTML, "content-type": "application/x-www-form-urlencoded"}
_VOID = {"input", "meta", "link", "br", "img", "hr"}


@attrs.define
class Form:
    """A form as it stands on a page: what is filled in, and its buttons."""

    action: str
    method: str
    fields: list[tuple[str, str]] = attrs.field(factory=list)
    buttons: list[tuple[str, dict[str, str]]] = attrs.field(factory=list)
    known: set[str] = attrs.field(factory=set)

    def button(self, text: str) -> dict[str, str] | None:
        """Give what a button sends; ``None`` where there is no such button."""
        for label, sent in self.buttons:
            if text in label:
                return sent
        return None


class _Parser(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.page = Page()
        self._open: list[str] = []
        self._form: Form | None = None
        self._texts: dict[str, list[str]] = {}
        self._link: str | None = None
        self._button: dict[str, str] | None = None
        self._button_name = ""
        self._area: str | None = None
        self._select: str | None = None

    def handle_starttag(self, tag: str, pairs: list[tuple[str, str | None]]) -> None:
        found = {name: text or "" for name, text in pairs}
        if tag not in _VOID:
            self._open.append(tag)
            self._texts[tag] = []
        name = found.get("name", "")
        if found.get("id"):
            self.page.ids.append(found["id"])
        if tag == "form":
            self._form = Form(found.get("action", ""), found.get("method", "get"))
            self.page.forms.append(self._form)
        elif tag == "a":
            self._link = found.get("href")
        elif self._form is not None and tag == "button":
            self._button = {name: found.get("value", "")} if name else {}
            self._button_name = found.get("aria-label", "")
        elif self._form is not None and tag in {"input", "textarea", "select"}:
            self._form.known.add(name)
            self._field(tag, name, found)
        elif tag == "option" and "selected" in found and self._form and self._select:
            self._form.fields.append((self._select, found.get("value", "")))

    def _field(self, tag: str, name: str, found: dict[str, str]) -> None:
        assert self._form is not None
        if tag == "textarea":
            self._area = name
        elif tag == "select":
            self._select = name
        elif found.get("type") in {"radio", "checkbox"}:
            if "checked" in found:
                self._form.fields.append((name, found.get("value", "on")))
        else:
            self._form.fields.append((name, found.get("value", "")))

    def handle_data(self, data: str) -> None:
        self.page.words.append(data)
        for tag in self._open:
            self._texts[tag].append(data)

    def handle_endtag(self, tag: str) -> None:
        text = " ".join("".join(self._texts.get(tag, [])).split())
        if tag == "form":
            self._form = None
        elif tag == "a" and self._link is not None:
            self.page.links.append((text, self._link))
        elif tag == "button" and self._form is not None and self._button is not None:
            self._form.buttons.append((self._button_name or text, self._button))
        elif tag == "textarea" and self._form is not None and self._area:
            area = "".join(self._texts[tag]).removeprefix("\n")
            self._form.fields.append((self._area, area))
        elif tag in {"h1", "title", "h2"}:
            self.page.headings.setdefault(tag, []).append(text)
        if tag in self._open:
            while self._open.pop() != tag:
                pass


@attrs.define
class Page:
    """A page that was read."""

    status: int = 0
    address: str = ""
    html: str = ""
    forms: list[Form] = attrs.field(factory=list)
    links: list[tuple[str, str]] = attrs.field(factory=list)
    headings: dict[str, list[str]] = attrs.field(factory=dict)
    ids: list[str] = attrs.field(factory=list)
    words: list[str] = attrs.field(factory=list)

    @property
    def text(self) -> str:
        """Everything that stands there, with single spaces."""
        return " ".join("".join(self.words).split())

    @property
    def title(self) -> str:
        """The main heading."""
        return self.headings["h1"][0]

    def link(self, text: str) -> str:
        """Give where a link leads that has these words in it."""
        found = [where for label, where in self.links if text in label]
        assert found, f"no link {text!r}; there are {[t for t, _ in self.links]}"
        return found[0]

    def form(self, button: str) -> tuple[Form, dict[str, str]]:
        """Give the form that has a button with these words."""
        for form in self.forms:
            sent = form.button(button)
            if sent is not None:
                return form, sent
        names = [label for form in self.forms for label, _ in form.buttons]
        raise AssertionError(f"no button {button!r}; there are {names}")


def read_page(text: str, *, status: int = 200, address: str = "") -> Page:
    """Read a page."""
    parser = _Parser()
    parser.feed(text)
    page = parser.page
    page.status, page.address, page.html = status, address, text
    return page


@attrs.define
class Reader:
    """Somebody at a browser without script."""

    client: TestClient
    page: Page = attrs.field(factory=Page)

    def open(self, address: str) -> Page:
        """Go to a page, and on where it leads."""
        return self._read(self.client.get(address, headers=HTML), address)

    def follow(self, text: str) -> Page:
        """Follow a link of the page."""
        return self.open(urljoin(self.page.address, self.page.link(text)))

    def press(self, button: str, **filled: Any) -> Page:
        """Fill a form of the page in, and press a button of it.

        Args:
            button: What stands on the button, or in part.
            filled: By field, with two underlines for a dot, what is filled in: a text,
                or several of them.
        """
        form, sent = self.page.form(button)
        given = {name.replace("__", "."): value for name, value in filled.items()}
        strange = given.keys() - form.known
        assert not strange, f"no fields {strange}; there are {form.known}"
        pairs = [pair for pair in form.fields if pair[0] not in given]
        for name, value in given.items():
            texts = value if isinstance(value, list) else [value]
            pairs += [(name, text) for text in texts]
        pairs += sent.items()
        return self.send(form.action, pairs)

    def send(self, address: str, pairs: list[tuple[str, str]]) -> Page:
        """Send a form, and go on where it leads."""
        where = urljoin(self.page.address, address)
        return self._read(
            self.client.post(where, content=urlencode(pairs), headers=_FORM), where
        )

    def _read(self, response: Any, address: str) -> Page:
        if response.status_code == 303:
            return self.open(urljoin(address, response.headers["location"]))
        self.page = read_page(
            response.text, status=response.status_code, address=address
        )
        return self.page
