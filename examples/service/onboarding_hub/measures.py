"""What the service counts of itself, for Prometheus; no person and no partner in it."""

from __future__ import annotations

from prometheus_client import CollectorRegistry, Counter, Histogram, generate_latest

__all__ = ["Measures"]


class Measures:
    """The counters of one service."""

    def __init__(self) -> None:
        self._registry = CollectorRegistry()
        self._requests = Counter(
            "hub_requests",
            "Requests by route and status",
            ["method", "route", "status"],
            registry=self._registry,
        )
        self._seconds = Histogram(
            "hub_request_seconds",
            "Seconds that a request took",
            ["method", "route"],
            registry=self._registry,
        )

    def answered(self, method: str, route: str, status: int, seconds: float) -> None:
        """Count a request.

        Args:
            method: How it was asked.
            route: The pattern of the route, never the address itself.
            status: What was answered.
            seconds: How long it took.
        """
        self._requests.labels(method, route, str(status)).inc()
        self._seconds.labels(method, route).observe(seconds)

    def text(self) -> bytes:
        """Give all of it, as Prometheus reads it."""
        return generate_latest(self._registry)
