"""What the registry of services does not say and a cluster must know: sizes, replicas, and what each service may reach.

Requests and limits are from measurements: docs/operations.md#sizing says how and when.
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
    lag: int
    """Messages of lag for each replica: what one replica handles in about half a minute."""
    egress: frozenset[Egress]
    least: int = 1
    """Replicas. With 0, KEDA stops the service while there is no lag; an HPA cannot, and keeps one."""
    most: int | None = None
    """Replicas; None: as many as partitions."""
    drain: int = 25
    """Seconds (WORKER_SHUTDOWN_DRAIN_SECONDS)."""
    scratch: str = "64Mi"
    """Size limit of the folder for temporary files."""
    kind: Kind = Kind.DEPLOYMENT
    calm: int = 300
    """Seconds in which a lower number of replicas must suffice before replicas are stopped."""

    @property
    def service(self) -> Service:
        """The entry of the registry."""
        return BY_NAME[self.name]

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


WORKLOADS: tuple[Workload, ...] = (
    Workload("caption", "250m", "256Mi", 300, _reaches(Egress.MODEL), least=0),
    Workload("tagger", "250m", "256Mi", 300, _reaches(Egress.MODEL), least=0),
    Workload(
        "thumbnail", "1", "1536Mi", 15, _reaches(Egress.STORE, Egress.INTERNET),
        least=0, drain=60, scratch="1Gi", calm=600,
    ),
    Workload("listings", "100m", "256Mi", 500, _reaches(Egress.DATABASE), most=3),
    Workload("ingest", "100m", "256Mi", 100, _reaches(Egress.STORE, Egress.DATABASE, Egress.SOURCE), most=2),
    Workload("collage-planner", "250m", "512Mi", 1, _reaches(Egress.STORE), scratch="8Gi", drain=60),
    Workload("collage", "1", "1Gi", 15, _reaches(Egress.STORE, Egress.INTERNET), drain=60, calm=600),
    Workload("collage-tally", "100m", "256Mi", 500, _reaches(Egress.STORE, Egress.DATABASE), most=3),
    Workload(
        "enhance", "500m", "1Gi", 5,
        _reaches(Egress.STORE, Egress.DATABASE, Egress.REDIS, Egress.MODEL, Egress.INTERNET),
        most=4, drain=180, scratch="256Mi", calm=900,
    ),
    Workload("merge", "2", "4Gi", 1, _reaches(Egress.STORE), most=6, drain=180, scratch="12Gi", calm=900),
)  # fmt: skip

BY_SERVICE = {workload.name: workload for workload in WORKLOADS}


def missing() -> list[str]:
    """Services of the registry without a workload."""
    return [service.name for service in SERVICES if service.name not in BY_SERVICE]
