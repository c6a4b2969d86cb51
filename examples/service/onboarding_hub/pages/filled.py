"""Forms as browsers send them: read, and made a request to what the API does."""

from __future__ import annotations

import hmac
import re
from collections.abc import Mapping
from typing import Annotated, Any, Final
from urllib.parse import parse_qsl

import attrs
from fastapi import Depends, Query, Request

from onboarding_hub.api.asking import KEY, VERSION, Asking, hub_of, media_type_of
from onboarding_hub.api.common import see_partner
from onboarding_hub.hub import Hub
from onboarding_hub.identity import Caller, current_actor
from onboarding_hub.pages.frame import token_of
from onboarding_hub.problems import ProblemError
from onboarding_hub.texts import text_of

__all__ = ["Filled", "Given", "Looking", "Sent", "Viewer", "Word", "read_form"]

_KIND: Final = "application/x-www-form-urlencoded"
_MOST_FIELDS: Final = 2_000

Given = Mapping[str, tuple[str, ...]]
"""What stands in a form: by the name of a field the texts that were given."""


async def read_form(request: Request) -> Given:
    """Read what a browser sent.

    Raises:
        ProblemError: It is no form.
    """
    if media_type_of(request) != _KIND:
        raise ProblemError(415, "Send the form of the page.", slug="not-a-form")
    try:
        text = (await request.body()).decode("ascii")
        pairs = parse_qsl(
            text,
            keep_blank_values=True,
            errors="strict",
            max_num_fields=_MOST_FIELDS,
        )
    except ValueError as error:
        raise ProblemError(400, "The form cannot be read.") from error
    found: dict[str, tuple[str, ...]] = {}
    for name, value in pairs:
        if "\x00" in value:
            raise ProblemError(422, "A text holds a character that is none.")
        lines = value.replace("\r\n", "\n").replace("\r", "\n")
        found[name] = (*found.get(name, ()), lines)
    return found


@attrs.frozen(kw_only=True)
class Looking:
    """Somebody looks at a page.

    Attributes:
        request: What they asked for.
        hub: The service.
        caller: Who.
    """

    request: Request
    hub: Hub
    caller: Caller

    @property
    def asking(self) -> Asking:
        """The same, as the API wants it."""
        return Asking(hub=self.hub, caller=self.caller, what=self.request.url.path)

    def sees(self, partner_id: str) -> bool:
        """Tell whether they see a partner: what they just did may have ended that."""
        with self.asking.reading(partner_id) as visit:
            try:
                see_partner(visit, partner_id)
            except ProblemError:
                return False
            return True


@attrs.frozen(kw_only=True)
class Filled(Looking):
    """Somebody sent a form.

    Attributes:
        given: What they filled in.
    """

    given: Given

    def one(self, name: str) -> str:
        """Give the text of a field; an empty one where there is none."""
        return self.given.get(name, ("",))[0]

    def sends(self, document: Mapping[str, Any], *, seen: str = "version") -> Asking:
        """Make it a request to what the API does.

        Args:
            document: What the API wants to be sent.
            seen: The field that tells which version they saw.
        """
        key, version = self.one("key"), self.one(seen)
        if not re.fullmatch(KEY, key):
            raise ProblemError(422, "The form lacks its key; load the page again.")
        return Asking(
            hub=self.hub,
            caller=self.caller,
            what=f"{self.request.method} {self.request.url.path}",
            body=text_of(document).encode(),
            key=key,
            seen=int(version) if re.fullmatch(VERSION, version) else None,
        )


async def _viewer(
    request: Request, caller: Annotated[Caller, Depends(current_actor)]
) -> Looking:
    return Looking(request=request, hub=hub_of(request), caller=caller)


async def _sent(
    request: Request, caller: Annotated[Caller, Depends(current_actor)]
) -> Filled:
    hub, given = hub_of(request), await read_form(request)
    token = given.get("token", ("",))[0]
    if not hmac.compare_digest(
        token.encode(), token_of(request, hub, caller.id).encode()
    ):
        raise ProblemError(
            403,
            "The form is not one of your session: you signed in anew since, or another"
            " site made it. Go back, load the page again and send it once more.",
            slug="not-your-form",
        )
    return Filled(request=request, hub=hub, caller=caller, given=given)


Word = Annotated[str, Query(max_length=100, pattern=r"^[^\x00]*$")]
"""Something that a list is asked for; empty for anything."""
Viewer = Annotated[Looking, Depends(_viewer)]
"""Who looks at a page."""
Sent = Annotated[Filled, Depends(_sent)]
"""What was sent from a page."""
