"""The list of services, from which they are started, installed, documented and deployed.

The topics that a service consumes and emits are in the table of topics (`libs/events/topics.py`), by its name.
"""

import pkgutil
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from libs.events import Topic


@dataclass(frozen=True, slots=True)
class Service:
    """One process. `name` is also its consumer group.

    `settings` is its settings class, as `module:class`: libs import no service. `metrics` are the modules that hold
    metrics of its own. `goes_first`: on one machine the others leave the processors to it, for a person waits for what
    it makes. `replicable`: more than one process may run at a time.
    """

    name: str
    module: str
    extra: str
    settings: str
    metrics: tuple[str, ...] = ()
    goes_first: bool = False
    replicable: bool = True

    @property
    def settings_class(self) -> Any:
        """The settings class. Importing it requires the packages of `extra`."""
        return pkgutil.resolve_name(self.settings)

    @property
    def consumes(self) -> "tuple[Topic, ...]":
        """The topics that its group reads, without retry topics."""
        return tuple(topic for topic in _topics() if self.name in topic.consumers)

    @property
    def emits(self) -> "tuple[Topic, ...]":
        """The topics that it writes, without retry topics, dead letters and internal topics."""
        return tuple(topic for topic in _topics() if self.name in topic.producers and not topic.internal)

    @property
    def most_replicas(self) -> int:
        """The maximum useful number of replicas: more would get no partitions."""
        return max(topic.partitions for topic in self.consumes) if self.replicable else 1


SERVICES: tuple[Service, ...] = (
    Service(
        name="caption",
        module="services.caption",
        extra="caption",
        settings="services.caption.settings:CaptionSettings",
        metrics=("services.caption.metrics",),
        goes_first=True,
    ),
    Service(
        name="tagger",
        module="services.tagger",
        extra="tagger",
        settings="services.tagger.settings:TaggerSettings",
        metrics=("services.tagger.metrics",),
        goes_first=True,
    ),
    Service(
        name="thumbnail",
        module="services.thumbnail",
        extra="thumbnail",
        settings="services.thumbnail.settings:ThumbnailSettings",
        metrics=("services.thumbnail.metrics",),
        goes_first=True,
    ),
    Service(
        name="catalog",
        module="services.catalog",
        extra="catalog",
        settings="services.catalog.stream.settings:StreamSettings",
        metrics=("services.catalog.stream.metrics",),
        goes_first=True,
    ),
    Service(
        name="listings",
        module="services.listings",
        extra="listings",
        settings="services.listings.settings:ListingsSettings",
        metrics=("services.listings.metrics",),
    ),
    Service(
        name="ingest",
        module="services.ingest",
        extra="ingest",
        settings="services.ingest.settings:IngestSettings",
        metrics=("services.ingest.metrics",),
    ),
    Service(
        name="collage-planner",
        module="services.collage.planner",
        extra="collage",
        settings="services.collage.planner.settings:PlannerSettings",
        metrics=("services.collage.planner.metrics",),
    ),
    Service(
        name="collage",
        module="services.collage",
        extra="collage",
        settings="services.collage.worker.settings:CollageSettings",
        metrics=("services.collage.worker.metrics",),
    ),
    Service(
        name="collage-tally",
        module="services.collage.tally",
        extra="collage",
        settings="services.collage.tally.settings:TallySettings",
        metrics=("services.collage.tally.metrics",),
    ),
    Service(
        name="enhance",
        module="services.enhance",
        extra="enhance",
        settings="services.enhance.settings:EnhanceSettings",
        metrics=("services.enhance.metrics",),
    ),
    Service(
        name="merge",
        module="services.merge",
        extra="merge",
        settings="services.merge.settings:MergeSettings",
        metrics=("services.merge.metrics",),
    ),
)

BY_NAME = {service.name: service for service in SERVICES}


def _topics() -> "tuple[Topic, ...]":
    from libs.events import TOPICS  # here, because loading payload models is too slow for only listing services

    return TOPICS
