"""Builds every overlay and every combination of components, and checks what comes out."""

from collections.abc import Iterator
from itertools import combinations, cycle

from deploy.manifests.build import K8S, OVERLAYS, combination, overlay
from deploy.manifests.check import findings
from deploy.manifests.objects import Object
from deploy.manifests.schemas import invalid

AUTOSCALERS = ("autoscaling-hpa", "autoscaling-keda")


def components() -> list[str]:
    """The components but the autoscalers."""
    names = sorted(path.parent.name for path in (K8S / "components").glob("*/kustomization.yaml"))
    return [name for name in names if name not in AUTOSCALERS]


def chosen() -> Iterator[tuple[str, ...]]:
    """None, each, and all components with either autoscaler; each pair with one of them."""
    own = components()
    for autoscaler in AUTOSCALERS:
        for each in ((), *((one,) for one in own), tuple(own)):
            yield (*each, autoscaler)
    for pair, autoscaler in zip(combinations(own, 2), cycle(AUTOSCALERS), strict=False):
        yield (*pair, autoscaler)


def problems() -> Iterator[str]:
    """A line for each problem of an overlay or combination. Raises NotBuilt."""
    for name in OVERLAYS:
        yield from (f"overlays/{name}: {line}" for line in _lines(overlay(name)))
    for names in chosen():
        yield from (f"base with {', '.join(names)}: {line}" for line in _lines(combination(names)))


def _lines(objects: list[Object]) -> Iterator[str]:
    yield from map(str, findings(objects))
    yield from invalid(objects)
