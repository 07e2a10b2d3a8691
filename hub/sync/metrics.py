"""Figures of sync for Prometheus."""

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram


class SyncMetrics:
    """What came up, what was refused, and how long commits take."""

    def __init__(self, registry: CollectorRegistry) -> None:
        self._rows = Counter("tilo_hub_rows_stored_total", "Journal rows stored", registry=registry)
        self._batches = Counter(
            "tilo_hub_batches_total", "Batches settled, refused ones included", registry=registry
        )
        self._refused = Counter(
            "tilo_hub_batches_refused_total",
            "Batches refused; sync.equivocation and sync.row_unsound are alarms",
            ("code",),
            registry=registry,
        )
        self._commits = Histogram(
            "tilo_hub_commit_seconds",
            "Time of one shared ingest transaction",
            buckets=(0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 5.0),
            registry=registry,
        )
        self.lag = Gauge(
            "tilo_hub_projection_lag_rows",
            "Journal rows stored and not yet counted in reports",
            ("projection",),
            registry=registry,
        )
        self.set_aside = Counter(
            "tilo_hub_rows_set_aside_total",
            "Rows a projection could not read or did not count",
            ("projection",),
            registry=registry,
        )

    def committed(self, *, batches: int, rows: int, seconds: float) -> None:
        """One shared transaction is on disk."""
        self._rows.inc(rows)
        self._batches.inc(batches)
        self._commits.observe(seconds)

    def refused(self, code: str) -> None:
        """A batch got a no."""
        self._refused.labels(code).inc()
