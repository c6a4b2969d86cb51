"""The base of all machines, with the strict flags set once."""

from __future__ import annotations

from statemachine import StateChart

__all__ = ["StrictMachine"]


class StrictMachine(StateChart[object]):
    """A machine that refuses what it does not know, and stays where it was on an error.

    It is the definition, the picture and what tests compare with; the library walks the
    table that is read off it. What guards it is a model with an attribute for each.
    """

    allow_event_without_transition = False
    catch_errors_as_events = False
    atomic_configuration_update = True
