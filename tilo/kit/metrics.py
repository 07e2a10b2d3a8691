"""Counts and times HTTP requests for Prometheus, by route template, method and status."""

from typing import Final

from prometheus_client import CollectorRegistry, Counter, Histogram

KNOWN_METHODS: Final = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})
SECONDS: Final = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 10.0)


class HttpMetrics:
    """``tilo_http_requests_total`` and ``tilo_http_request_seconds`` in one registry."""

    def __init__(self, registry: CollectorRegistry) -> None:
        self._requests = Counter(
            "tilo_http_requests_total",
            "HTTP requests answered",
            ("route", "method", "status"),
            registry=registry,
        )
        self._seconds = Histogram(
            "tilo_http_request_seconds",
            "Time from the request's headers to its answer",
            ("route", "method"),
            buckets=SECONDS,
            registry=registry,
        )
        # labels() costs more than the increment itself, so the children are kept.
        self._children: dict[tuple[str, str, int], tuple[Counter, Histogram]] = {}

    def observe(self, route: str, method: str, status: int, seconds: float) -> None:
        """Count one answer."""
        children = self._children.get((route, method, status))
        if children is None:
            children = self._new(route, method, status)
        children[0].inc()
        children[1].observe(seconds)

    def _new(self, route: str, method: str, status: int) -> tuple[Counter, Histogram]:
        shown = method if method in KNOWN_METHODS else "OTHER"
        children = (
            self._requests.labels(route, shown, str(status)),
            self._seconds.labels(route, shown),
        )
        if shown == method:  # an invented method must not grow this table
            self._children[(route, method, status)] = children
        return children
