"""What the registry of services does not say and a cluster must know: sizes, replicas, and what each service may reach.

Requests, limits and thresholds of lag follow from measurements: docs/scaling.md has them with the formula.
"""

from dataclasses import dataclass
from enum import StrEnum

from libs.registry import BY_NAME, SERVICES, Service


class Egress(StrEnum):
    """What a pod may connect to, besides DNS. Each is a network policy that selects pods by a label."""

    BROKER = "broker"
    STORE = "store"
    DATABASE = "database"
    REDIS = "redis"
    SOURCE = "source-database"
    MODEL = "model"
    """Language and image models: HTTPS to anywhere but private ranges."""
    INTERNET = "internet"
    """Files of strangers: HTTP and HTTPS to anywhere but private ranges."""


HALF_A_MINUTE = 30
"""Seconds in which a replica should handle its share of the lag: about the time until another one would help."""


class Kind(StrEnum):
    """Kind of workload."""

    DEPLOYMENT = "Deployment"
    STATEFUL = "StatefulSet"
    """With a volume for each replica, and without an autoscaler."""


@dataclass(frozen=True, slots=True)
class Workload:
    """How a service runs in a cluster. Sizes are Kubernetes quantities."""

    name: str
    cpu: str
    """Request; there is no limit: what is free may be used."""
    memory: str
    """Request and limit."""
    per_core: float | None
    """Events a second of a whole core, by `python -m bench sizing`. None: not measured."""
    waiting: float | None
    """Events a second of a replica whose handlers wait for others. None: they wait for nothing that matters."""
    egress: frozenset[Egress]
    larger: float = 1
    """How many times the measured event an event must be reckoned as."""
    least: int = 1
    """Replicas. With 0, KEDA stops the service while there is no lag; an HPA cannot, and keeps one."""
    most: int | None = None
    """Replicas; None: as many as partitions."""
    drain: int = 25
    """Seconds (WORKER_SHUTDOWN_DRAIN_SECONDS)."""
    scratch: str = "64Mi"
    """Size limit of the folder for temporary files."""
    kind: Kind = Kind.DEPLOYMENT
    volume: str | None = None
    """Size of the persistent volume of each replica of a StatefulSet."""
    calm: int = 300
    """Seconds in which a lower number of replicas must suffice before replicas are stopped."""

    @property
    def service(self) -> Service:
        """The entry of the registry."""
        return BY_NAME[self.name]

    @property
    def cores(self) -> float:
        """Requested. What is free comes on top, and cannot be reckoned with."""
        return int(self.cpu[:-1]) / 1000 if self.cpu.endswith("m") else float(self.cpu)

    @property
    def lag(self) -> int:
        """Messages of lag for each replica: what processor and waiting let it handle in half a minute."""
        measured = None if self.per_core is None else self.cores * self.per_core / self.larger
        rates = [rate for rate in (measured, self.waiting) if rate is not None]
        return max(1, round(HALF_A_MINUTE * min(rates)))

    @property
    def most_replicas(self) -> int:
        """More would get no partitions."""
        return min(self.most or self.service.most_replicas, self.service.most_replicas)

    @property
    def grace(self) -> int:
        """Seconds between SIGTERM and SIGKILL: the drain, and time to commit and to leave the group."""
        return self.drain + 15


def _reaches(*egress: Egress) -> frozenset[Egress]:
    return frozenset((Egress.BROKER, *egress))


MODEL_CALLS = 8 / 1.0
"""A second: LLM_CONCURRENCY by the time of a short answer. The rules alone are faster than any broker fills a topic."""
WORKLOADS: tuple[Workload, ...] = (
    Workload("caption", "250m", "256Mi", 1020, MODEL_CALLS, _reaches(Egress.MODEL), least=0),
    Workload("tagger", "250m", "256Mi", 1810, MODEL_CALLS, _reaches(Egress.MODEL), least=0),
    Workload(
        "thumbnail", "1", "1536Mi", 0.88, None, _reaches(Egress.STORE, Egress.INTERNET),
        least=0, drain=60, scratch="1Gi", calm=600,
    ),
    # Two replicas, fixed: each restores the states of its videos, and a rebalance moves some.
    Workload("catalog", "500m", "512Mi", 722, None, _reaches(), least=2, most=2, kind=Kind.STATEFUL, volume="4Gi"),
    Workload("listings", "100m", "256Mi", 323, None, _reaches(Egress.DATABASE), most=3),
    # Some requests to store and database for each file.
    Workload("ingest", "100m", "256Mi", None, 3, _reaches(Egress.STORE, Egress.DATABASE, Egress.SOURCE), most=2),
    # Measured with CSVs of 3,500 covers; there are such of a million.
    Workload("collage-planner", "250m", "512Mi", 20, None, _reaches(Egress.STORE), larger=286, scratch="8Gi", drain=60),
    Workload("collage", "1", "1Gi", 2.3, None, _reaches(Egress.STORE, Egress.INTERNET), drain=60, calm=600),
    Workload("collage-tally", "100m", "256Mi", 196, None, _reaches(Egress.STORE, Egress.DATABASE), most=3),
    # Five jobs at a time (services/enhance/settings.py), of three pictures of ten seconds each at a provider.
    Workload(
        "enhance", "500m", "1536Mi", 2.8, 5 / 30,
        _reaches(Egress.STORE, Egress.DATABASE, Egress.REDIS, Egress.MODEL, Egress.INTERNET),
        most=4, drain=180, scratch="256Mi", calm=900,
    ),
    # Measured copying; one that encodes takes minutes, and there is one at a time.
    Workload("merge", "2", "4Gi", 13, 1 / 60, _reaches(Egress.STORE), most=6, drain=180, scratch="12Gi", calm=900),
)  # fmt: skip

BY_SERVICE = {workload.name: workload for workload in WORKLOADS}


def missing() -> list[str]:
    """Services of the registry without a workload."""
    return [service.name for service in SERVICES if service.name not in BY_SERVICE]
