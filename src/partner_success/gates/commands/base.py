"""What every command says: who gives it, and why."""

from __future__ import annotations

from typing import ClassVar, cast

import attrs

from partner_success.access import Actor
from partner_success.errors import InvalidUseError
from partner_success.gates.commands.checks import check_text
from partner_success.gates.commands.subject import Subject
from partner_success.partners.faults import Faults

__all__ = ["Commanded"]


@attrs.frozen(kw_only=True)
class Commanded:
    """Something that somebody wants to do on a partner's journey.

    Attributes:
        by: Who, with the roles they hold and what names them as deputy.
        why: Why, in their words.

    Raises:
        InvalidUseError: `by` is no actor.
        InvalidDataError: With every fault of the other fields.
    """

    in_stage: ClassVar[bool] = True
    """Whether it is done in a stage, not to the partner as a whole."""
    subject_field: ClassVar[str | None] = None
    """The field that names what in the stage it is done to."""

    by: Actor
    why: str = ""

    def __attrs_post_init__(self) -> None:
        if not isinstance(cast(object, self.by), Actor):
            raise InvalidUseError(
                f"{type(self).__name__} needs the actor who gives it, found"
                f" {type(self.by).__name__}; give an Actor with id, e-mail and roles"
            )
        faults = Faults(type(self).__name__)
        check_text(faults, "why", self.why)
        self._check(faults)
        faults.report()

    def _check(self, faults: Faults) -> None:
        """Note what is wrong with the fields of its own kind."""

    def subject(self, current: str) -> Subject:
        """Give what it is done to.

        Args:
            current: The stage that the partner is in.
        """
        stage = (getattr(self, "stage", None) or current) if self.in_stage else None
        name = self.subject_field and getattr(self, self.subject_field)
        return Subject(stage, None if name is None else str(name))
