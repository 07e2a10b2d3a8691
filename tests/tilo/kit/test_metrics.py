"""Figures for Prometheus, in a bounded number of series."""

from prometheus_client import CollectorRegistry, generate_latest

from tilo.kit.metrics import HttpMetrics


def test_a_stranger_cannot_fill_the_memory_with_invented_methods() -> None:
    registry = CollectorRegistry()
    metrics = HttpMetrics(registry)
    for number in range(1_000):
        metrics.observe("/api/checks", f"BREW{number}", 405, 0.001)
    lines = generate_latest(registry).decode().splitlines()
    counted = [line for line in lines if line.startswith("tilo_http_requests_total{")]
    assert counted == [
        'tilo_http_requests_total{method="OTHER",route="/api/checks",status="405"} 1000.0'
    ]


def test_times_fall_into_buckets_a_shop_can_feel() -> None:
    registry = CollectorRegistry()
    metrics = HttpMetrics(registry)
    for seconds in (0.0009, 0.004, 0.3, 60):
        metrics.observe("/api/checks", "POST", 201, seconds)

    def bucket(limit: str) -> float | None:
        labels = {"route": "/api/checks", "method": "POST", "le": limit}
        return registry.get_sample_value("tilo_http_request_seconds_bucket", labels)

    assert [bucket(limit) for limit in ("0.001", "0.005", "0.5", "10.0", "+Inf")] == [1, 2, 3, 3, 4]
