"""Checks what an overlay builds: every name leads somewhere, and what the code knows is what the manifests say.

Schemas are checked elsewhere, by kubernetes-validate and the API server. Here is what those cannot know.
"""

from collections.abc import Callable, Iterable, Iterator
from typing import Any, NamedTuple, TypeAlias

from deploy.manifests.base import EGRESS
from deploy.manifests.settings import SECRETS, settings
from deploy.manifests.workloads import BY_SERVICE, Workload
from libs.events.topics import RETRY_DELAYS, retry_topic
from libs.registry import SERVICES

Object: TypeAlias = dict[str, Any]
PROBES = {"livenessProbe": "/livez", "readinessProbe": "/readyz"}
STANDARD = ("name", "instance", "component", "part-of", "managed-by")
PODS = ("Deployment", "StatefulSet", "Job")
RESERVE = 10
"""Seconds of grace beyond the drain: to commit, and to leave the group."""
ENV_OF_THE_IMAGE = frozenset(("PORT",))


class Finding(NamedTuple):
    """What is wrong with an object."""

    kind: str
    name: str
    what: str

    def __str__(self) -> str:
        return f"{self.kind} {self.name}: {self.what}"


class Overlay:
    """The objects of a built overlay, by kind and name."""

    def __init__(self, objects: Iterable[Object]) -> None:
        self.objects = list(objects)
        self._named = {(each["kind"], each["metadata"]["name"]): each for each in self.objects}

    def of(self, *kinds: str) -> list[Object]:
        """All objects of these kinds."""
        return [each for each in self.objects if each["kind"] in kinds]

    def get(self, kind: str, name: str) -> Object | None:
        """The object; None if there is none."""
        return self._named.get((kind, name))


Check: TypeAlias = Callable[[Overlay], Iterator[tuple[Object, str]]]


def findings(objects: Iterable[Object]) -> list[Finding]:
    """All that is wrong, an empty list if nothing is."""
    overlay = Overlay(objects)
    return [Finding(each["kind"], each["metadata"]["name"], what) for check in CHECKS for each, what in check(overlay)]


def _services(overlay: Overlay) -> Iterator[tuple[Object, str]]:
    there = {each["metadata"]["name"] for each in overlay.of("Deployment", "StatefulSet")}
    for service in SERVICES:
        if service.name not in there:
            yield (
                {"kind": "Deployment", "metadata": {"name": service.name}},
                "the registry has it, but no manifest",
            )


def _labels(overlay: Overlay) -> Iterator[tuple[Object, str]]:
    for each in overlay.objects:
        if each["kind"] in ("ConfigMap", "Secret"):
            continue  # kustomize makes them
        own = each["metadata"].get("labels", {})
        for name in STANDARD:
            if f"app.kubernetes.io/{name}" not in own:
                yield each, f"has no label app.kubernetes.io/{name}"


def _references(overlay: Overlay) -> Iterator[tuple[Object, str]]:
    for each, pod in _pods(overlay):
        account = pod.get("serviceAccountName")
        if account and overlay.get("ServiceAccount", account) is None:
            yield each, f"there is no ServiceAccount {account}"
        volumes = {volume["name"]: volume for volume in pod.get("volumes", [])}
        claims = {claim["metadata"]["name"] for claim in each["spec"].get("volumeClaimTemplates", [])}
        for volume in volumes.values():
            for kind, key, field in (("ConfigMap", "configMap", "name"), ("Secret", "secret", "secretName")):
                if key in volume and overlay.get(kind, volume[key][field]) is None:
                    yield each, f"there is no {kind} {volume[key][field]}"
        for container in pod["containers"]:
            for kind, reference in _environment(container):
                if not reference.get("optional") and overlay.get(kind, reference["name"]) is None:
                    yield each, f"there is no {kind} {reference['name']}"
            for mount in container.get("volumeMounts", []):
                if mount["name"] not in volumes and mount["name"] not in claims:
                    yield each, f"there is no volume {mount['name']}"
            ports = {port["name"] for port in container.get("ports", [])}
            for probe in (*PROBES, "startupProbe"):
                port = container.get(probe, {}).get("httpGet", {}).get("port")
                if isinstance(port, str) and port not in ports:
                    yield each, f"{probe}: there is no port {port}"


def _environment(container: Object) -> Iterator[tuple[str, Object]]:
    for source in container.get("envFrom", []):
        for kind, key in (("ConfigMap", "configMapRef"), ("Secret", "secretRef")):
            if key in source:
                yield kind, source[key]
    for variable in container.get("env", []):
        source = variable.get("valueFrom", {})
        for kind, key in (("ConfigMap", "configMapKeyRef"), ("Secret", "secretKeyRef")):
            if key in source:
                yield kind, source[key]


def _selectors(overlay: Overlay) -> Iterator[tuple[Object, str]]:
    pods = [each["spec"]["template"]["metadata"]["labels"] for each in overlay.of(*PODS)]
    for each in overlay.of("Deployment", "StatefulSet"):
        own = each["spec"]["template"]["metadata"]["labels"]
        if not _selected(each["spec"]["selector"]["matchLabels"], own):
            yield each, "its selector does not match its pods"
    for each in overlay.of("Service", "PodDisruptionBudget", "NetworkPolicy", "PodMonitor"):
        spec = each["spec"]
        wanted = spec["selector"] if each["kind"] == "Service" else spec.get("selector", spec.get("podSelector"))
        wanted = wanted.get("matchLabels", wanted)
        if wanted and not any(_selected(wanted, own) for own in pods) and not wanted.keys() & _egress_labels():
            yield each, "its selector matches no pod"
    for each in overlay.of("Service"):
        names = {
            port["name"]
            for workload, pod in _pods(overlay)
            if _selected(each["spec"]["selector"], workload["spec"]["template"]["metadata"]["labels"])
            for container in pod["containers"]
            for port in container.get("ports", [])
        }
        for port in each["spec"]["ports"]:
            if isinstance(port.get("targetPort"), str) and port["targetPort"] not in names:
                yield each, f"there is no port {port['targetPort']}"


def _egress_labels() -> set[str]:
    return {f"{EGRESS}{each.value}" for workload in BY_SERVICE.values() for each in workload.egress}


def _selected(wanted: dict[str, str], own: dict[str, str]) -> bool:
    return wanted.items() <= own.items()


def _autoscalers(overlay: Overlay) -> Iterator[tuple[Object, str]]:
    scaled: dict[str, int] = {}
    for each in overlay.of("HorizontalPodAutoscaler", "ScaledObject"):
        spec = each["spec"]
        target = spec["scaleTargetRef"]
        scaled[target["name"]] = scaled.get(target["name"], 0) + 1
        if overlay.get(target["kind"], target["name"]) is None:
            yield each, f"there is no {target['kind']} {target['name']}"
            continue
        least = spec.get("minReplicas", spec.get("minReplicaCount", 0))
        most = spec.get("maxReplicas", spec.get("maxReplicaCount", 0))
        if least > most:
            yield each, f"at least {least} replicas, but at most {most}"
        workload = BY_SERVICE.get(target["name"])
        if workload is not None and most > workload.service.most_replicas:
            yield each, f"{most} replicas, but {workload.service.most_replicas} partitions"
    for each in overlay.of("Deployment"):
        name = each["metadata"]["name"]
        count = scaled.get(name, 0)
        if name in BY_SERVICE and count != 1:
            yield each, f"has {count} autoscalers, not one"
        if count and "replicas" in each["spec"]:
            yield each, "sets replicas, which an autoscaler does"


def _triggers(overlay: Overlay) -> Iterator[tuple[Object, str]]:
    for each in overlay.of("ScaledObject"):
        workload = BY_SERVICE.get(each["spec"]["scaleTargetRef"]["name"])
        if workload is None:
            continue
        expected = set(_topics(workload))
        found = set()
        for trigger in each["spec"]["triggers"]:
            given = trigger["metadata"]
            found.add(given["topic"])
            if given["consumerGroup"] != workload.name:
                yield each, f"{given['consumerGroup']} is not the consumer group {workload.name}"
            if given.get("allowIdleConsumers") != "false":
                yield each, f"{given['topic']}: allowIdleConsumers must be false"
            if given.get("offsetResetPolicy") != "earliest":
                yield each, f"{given['topic']}: offsetResetPolicy must be earliest"
        for topic in sorted(found - expected):
            yield each, f"{topic} is not a topic that {workload.name} reads"
        for topic in sorted(expected - found):
            yield each, f"the lag of {topic} is not counted"


def _topics(workload: Workload) -> Iterator[str]:
    for topic in workload.service.consumes:
        yield topic.name
        for tier in range(1, len(RETRY_DELAYS) + 1):
            yield retry_topic(topic.name, workload.name, tier)


def _settings(overlay: Overlay) -> Iterator[tuple[Object, str]]:
    for each, pod in _pods(overlay):
        workload = BY_SERVICE.get(each["metadata"]["name"])
        if workload is None:
            continue
        for container in pod["containers"]:
            given = {variable["name"] for variable in container.get("env", [])}
            for kind, reference in _environment(container):
                source = overlay.get(kind, reference["name"])
                shared = reference["name"].startswith("reelbus-")  # of all services: each reads a part of it
                if source is not None and not shared:
                    given |= source.get("data", {}).keys()
            for name in sorted(given - settings(workload) - ENV_OF_THE_IMAGE):
                if not _of_any_secret(name):
                    yield each, f"{name} is not a setting of {workload.name}"


def _of_any_secret(name: str) -> bool:
    """A secret may be shared by services that read different settings of it."""
    return any(name in keys for keys in SECRETS.values())


def _shared_settings(overlay: Overlay) -> Iterator[tuple[Object, str]]:
    known = frozenset().union(*(settings(workload) for workload in BY_SERVICE.values()))
    for each in overlay.of("ConfigMap"):
        if each["metadata"]["name"].startswith("reelbus-"):
            for name in sorted(each.get("data", {}).keys() - known):
                yield each, f"{name} is not a setting of any service"


def _probes(overlay: Overlay) -> Iterator[tuple[Object, str]]:
    for each, pod in _pods(overlay):
        if each["metadata"]["name"] not in BY_SERVICE:
            continue
        for container in pod["containers"]:
            for probe, path in PROBES.items():
                given = container.get(probe, {}).get("httpGet", {}).get("path")
                if given != path:
                    yield each, f"{probe} must be {path}, not {given}"


def _grace(overlay: Overlay) -> Iterator[tuple[Object, str]]:
    for each, pod in _pods(overlay):
        workload = BY_SERVICE.get(each["metadata"]["name"])
        if workload is None:
            continue
        drain = workload.drain
        for kind, reference in _environment(pod["containers"][0]):
            source = overlay.get(kind, reference["name"]) or {}
            drain = int(source.get("data", {}).get("WORKER_SHUTDOWN_DRAIN_SECONDS", drain))
        grace = pod.get("terminationGracePeriodSeconds", 30)
        if grace < drain + RESERVE:
            yield (
                each,
                f"terminationGracePeriodSeconds is {grace}, but the drain takes {drain} s and {RESERVE} s more",
            )


def _security(overlay: Overlay) -> Iterator[tuple[Object, str]]:
    for each, pod in _pods(overlay):
        context = pod.get("securityContext", {})
        if not context.get("runAsNonRoot"):
            yield each, "must run as non-root"
        if context.get("seccompProfile", {}).get("type") != "RuntimeDefault":
            yield each, "has no seccomp profile"
        if pod.get("automountServiceAccountToken") is not False:
            yield each, "mounts a service account token"
        for container in pod["containers"]:
            own = container.get("securityContext", {})
            if own.get("allowPrivilegeEscalation") is not False:
                yield each, "allows privilege escalation"
            if not own.get("readOnlyRootFilesystem"):
                yield each, "can write to its root file system"
            if own.get("capabilities", {}).get("drop") != ["ALL"]:
                yield each, "keeps capabilities"


def _resources(overlay: Overlay) -> Iterator[tuple[Object, str]]:
    for each, pod in _pods(overlay):
        for container in pod["containers"]:
            own = container.get("resources", {})
            for what in ("cpu", "memory"):
                if what not in own.get("requests", {}):
                    yield each, f"requests no {what}"
            if "memory" not in own.get("limits", {}):
                yield each, "has no limit of memory"


def _images(overlay: Overlay) -> Iterator[tuple[Object, str]]:
    for each, pod in _pods(overlay):
        for container in pod["containers"]:
            image = container["image"]
            _, _, tag = image.rpartition("/")[2].partition(":")
            if tag == "latest" or (not tag and "@" not in image and not image.startswith("reelbus-")):
                yield each, f"image {image} has no version"


def _network(overlay: Overlay) -> Iterator[tuple[Object, str]]:
    policies = overlay.of("NetworkPolicy")
    if not policies:
        return
    if not any(not each["spec"]["podSelector"] and not each["spec"].get("egress") for each in policies):
        yield policies[0], "there is no default-deny policy"
    allowed = {name for each in policies for name in each["spec"]["podSelector"].get("matchLabels", {})}
    for each in overlay.of(*PODS):
        for name in each["spec"]["template"]["metadata"]["labels"]:
            if name.startswith(EGRESS) and name not in allowed:
                yield each, f"no network policy selects {name}"
    for each in policies:
        for rule in each["spec"].get("egress", []):
            for peer in rule.get("to", []):
                block = peer.get("ipBlock", {})
                if block.get("cidr") == "0.0.0.0/0" and "10.0.0.0/8" not in block.get("except", []):
                    yield each, "reaches private addresses"


def _budgets(overlay: Overlay) -> Iterator[tuple[Object, str]]:
    budgets = [each["spec"]["selector"]["matchLabels"] for each in overlay.of("PodDisruptionBudget")]
    for each in overlay.of("Deployment", "StatefulSet"):
        own = each["spec"]["template"]["metadata"]["labels"]
        if each["metadata"]["name"] in BY_SERVICE and not any(_selected(wanted, own) for wanted in budgets):
            yield each, "has no PodDisruptionBudget"


def _pods(overlay: Overlay) -> Iterator[tuple[Object, Object]]:
    for each in overlay.of(*PODS):
        yield each, each["spec"]["template"]["spec"]


CHECKS: tuple[Check, ...] = (
    _services, _labels, _references, _selectors, _autoscalers, _triggers, _settings, _shared_settings, _probes, _grace,
    _security, _resources, _images, _network, _budgets,
)  # fmt: skip
