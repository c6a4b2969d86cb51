"""The machines of a journey, and the tables by which they are walked."""

from __future__ import annotations
