"""What stands in the database as Prometheus reads it."""

from collections.abc import Iterator
from dataclasses import dataclass

from prometheus_client import CollectorRegistry, generate_latest
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.registry import Collector

from core.store.queries.gauges import Gauges


def exposition(found: Gauges) -> bytes:
    """Prometheus' text format."""
    registry = CollectorRegistry()
    registry.register(_Collected(found))
    return generate_latest(registry)


@dataclass(frozen=True, eq=False)
class _Collected(Collector):
    found: Gauges

    def collect(self) -> Iterator[GaugeMetricFamily]:
        found = self.found
        depth = GaugeMetricFamily("tawatur_queue_jobs", "Jobs that wait or run.", labels=("queue", "state"))
        age = GaugeMetricFamily("tawatur_queue_age_seconds", "Since the oldest was due.", labels=("queue", "state"))
        for key, (count, seconds) in sorted(found.jobs.items()):
            depth.add_metric(key, count)
            age.add_metric(key, seconds)
        yield depth
        yield age
        yield _by("tawatur_verifications_moving", "Verifications on their way.", "stage", found.moving)
        yield _by("tawatur_flags_open", "Flags that nobody has ruled on.", "kind", found.flags)
        yield GaugeMetricFamily("tawatur_dead_letters_open", "Jobs given up that nobody has seen to.", found.dead)
        yield GaugeMetricFamily("tawatur_schedules_late", "Schedules whose time has come.", found.late)
        yield GaugeMetricFamily("tawatur_sources_failing", "Sources that failed when last asked.", found.failing)


def _by(name: str, told: str, label: str, counts: dict[str, int]) -> GaugeMetricFamily:
    family = GaugeMetricFamily(name, told, labels=(label,))
    for value, count in sorted(counts.items()):
        family.add_metric((value,), count)
    return family
