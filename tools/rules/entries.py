"""What ``build/rules.json`` holds."""

from __future__ import annotations

from typing import TypedDict


class ProofEntry(TypedDict):
    """One marked test with all its parameters together."""

    id: str
    cases: int
    outcome: str


class RuleEntry(TypedDict):
    """One rule as ``build/rules.json`` holds it."""

    id: str
    area: str
    says: str
    citations: list[dict[str, str]]
    holder: str | None
    status: str
    tests: list[ProofEntry]
