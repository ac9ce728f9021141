"""The manifests are those of the code, and our checks find what is broken."""

import copy
from collections.abc import Callable
from functools import cache
from typing import Any

import pytest

from deploy.manifests.build import OVERLAYS, combination, overlay
from deploy.manifests.check import findings
from deploy.manifests.schemas import invalid
from deploy.manifests.tree import ROOT, stale, write
from deploy.manifests.verify import AUTOSCALERS, components
from deploy.manifests.workloads import BY_SERVICE, WORKLOADS, missing
from libs.registry import SERVICES

Object = dict[str, Any]


@cache
def _built(name: str) -> tuple[Object, ...]:
    return tuple(overlay(name))


def objects(name: str = "prod-keda") -> list[Object]:
    return copy.deepcopy(list(_built(name)))


def find(within: list[Object], kind: str, name: str) -> Object:
    return next(each for each in within if each["kind"] == kind and each["metadata"]["name"] == name)


def container(within: list[Object], name: str) -> Object:
    return find(within, "Deployment", name)["spec"]["template"]["spec"]["containers"][0]


def test_the_files_are_current() -> None:
    assert stale(ROOT) == []


def test_a_change_of_a_file_shows(tmp_path: Any) -> None:
    write(tmp_path)
    (tmp_path / "base/caption/service.yaml").unlink()
    (tmp_path / "base/caption/deployment.yaml").write_text("changed")
    gone = tmp_path / "base/gone/service.yaml"
    gone.parent.mkdir()
    gone.write_text((tmp_path / "base/thumbnail/service.yaml").read_text())
    assert stale(tmp_path) == [
        "base/gone/service.yaml: not made any more: delete it",
        "base/caption/deployment.yaml: not current",
        "base/caption/service.yaml: missing",
    ]


def test_each_service_has_a_workload() -> None:
    assert missing() == []
    assert {workload.name for workload in WORKLOADS} == {service.name for service in SERVICES}


@pytest.mark.parametrize("name", OVERLAYS)
def test_overlays_are_sound(name: str) -> None:
    assert [str(each) for each in findings(objects(name))] == []
    assert list(invalid(objects(name))) == []


@pytest.mark.parametrize("autoscaler", AUTOSCALERS)
def test_all_components_together_are_sound(autoscaler: str) -> None:
    """`make manifests-check` does it with each and with each pair."""
    made = combination([*components(), autoscaler])
    assert [str(each) for each in findings(made)] == []


@pytest.mark.parametrize(
    ("kind", "change", "expected"),
    [
        (
            "Deployment",
            lambda s: s.update(replica=1),
            "Deployment caption: spec: Additional properties are not allowed",
        ),
        ("Deployment", lambda s: s.update(minReadySeconds="x"), "Deployment caption: spec.minReadySeconds"),
        ("ScaledObject", lambda s: s.update(minReplicas=1), "ScaledObject caption: spec: Additional properties"),
        ("ScaledObject", lambda s: s.update(pollingInterval="x"), "ScaledObject caption: spec.pollingInterval"),
    ],
)
def test_schemas_refuse_unknown_fields_and_wrong_types(
    kind: str, change: Callable[[Object], object], expected: str
) -> None:
    within = objects()
    change(find(within, kind, "caption")["spec"])
    assert any(line.startswith(expected) for line in invalid(within)), list(invalid(within))


def test_an_unknown_kind_is_refused() -> None:
    within = objects()
    find(within, "Deployment", "caption")["kind"] = "Deploymint"
    assert "Deploymint caption: Kubernetes 1.35 has no Deploymint of apps/v1" in list(invalid(within))


Break = Callable[[list[Object]], object]


def drop(kind: str, start: str) -> Break:
    def apply(within: list[Object]) -> None:
        within[:] = [
            each for each in within if not (each["kind"] == kind and each["metadata"]["name"].startswith(start))
        ]

    return apply


def pod(change: Callable[[Object], object], name: str = "caption") -> Break:
    return lambda within: change(find(within, "Deployment", name)["spec"]["template"]["spec"])


def inside(change: Callable[[Object], object], name: str = "caption") -> Break:
    return lambda within: change(container(within, name))


def spec(kind: str, name: str, change: Callable[[Object], object]) -> Break:
    return lambda within: change(find(within, kind, name)["spec"])


def shared(values: dict[str, str]) -> Break:
    def apply(within: list[Object]) -> None:
        for each in within:
            if each["kind"] == "ConfigMap" and each["metadata"]["name"].startswith("reelbus-"):
                each["data"] |= values

    return apply


BREAKS: dict[str, tuple[Break, str]] = {
    "no-workload": (drop("Deployment", "thumbnail"), "Deployment thumbnail: the registry has it, but no manifest"),
    "no-config-map": (drop("ConfigMap", "caption-"), "Deployment caption: there is no ConfigMap caption-"),
    "no-secret": (drop("Secret", "database-"), "Deployment ingest: there is no Secret database-"),
    "no-account": (drop("ServiceAccount", "caption"), "Deployment caption: there is no ServiceAccount caption"),
    "no-volume": (pod(lambda p: p.pop("volumes")), "Deployment caption: there is no volume scratch"),
    "other-selector": (
        spec("Deployment", "caption", lambda s: s["selector"]["matchLabels"].update({"app.kubernetes.io/name": "x"})),
        "Deployment caption: its selector does not match its pods",
    ),
    "other-service-selector": (
        spec("Service", "caption", lambda s: s["selector"].update({"app.kubernetes.io/name": "x"})),
        "Service caption: its selector matches no pod",
    ),
    "other-port-name": (inside(lambda c: c["ports"][0].update(name="web")), "Service caption: there is no port http"),
    "probe-port": (
        inside(lambda c: c["livenessProbe"]["httpGet"].update(port="web")),
        "Deployment caption: livenessProbe: there is no port web",
    ),
    "probe-path": (
        inside(lambda c: c["readinessProbe"]["httpGet"].update(path="/healthz")),
        "Deployment caption: readinessProbe must be /readyz, not /healthz",
    ),
    "liveness-by-readiness": (
        inside(lambda c: c["livenessProbe"]["httpGet"].update(path="/readyz")),
        "Deployment caption: livenessProbe must be /livez, not /readyz",
    ),
    "scales-nothing": (
        spec("ScaledObject", "caption", lambda s: s["scaleTargetRef"].update(name="captions")),
        "ScaledObject caption: there is no Deployment captions",
    ),
    "no-autoscaler": (drop("ScaledObject", "caption"), "Deployment caption: has 0 autoscalers, not one"),
    "two-autoscalers": (
        lambda within: within.append(find(objects("prod-hpa"), "HorizontalPodAutoscaler", "caption")),
        "Deployment caption: has 2 autoscalers, not one",
    ),
    "least-above-most": (
        spec("ScaledObject", "caption", lambda s: s.update(minReplicaCount=13)),
        "ScaledObject caption: at least 13 replicas, but at most 12",
    ),
    "more-than-partitions": (
        spec("ScaledObject", "caption", lambda s: s.update(maxReplicaCount=50)),
        "ScaledObject caption: 50 replicas, but 12 partitions",
    ),
    "other-group": (
        spec("ScaledObject", "caption", lambda s: s["triggers"][0]["metadata"].update(consumerGroup="captions")),
        "ScaledObject caption: captions is not the consumer group caption",
    ),
    "other-topic": (
        spec("ScaledObject", "caption", lambda s: s["triggers"][0]["metadata"].update(topic="new-videos")),
        "ScaledObject caption: new-videos is not a topic that caption reads",
    ),
    "retries-not-counted": (
        spec("ScaledObject", "caption", lambda s: s["triggers"].pop()),
        "ScaledObject caption: the lag of caption-reprocess-requested.caption.retry.3 is not counted",
    ),
    "idle-consumers": (
        spec("ScaledObject", "caption", lambda s: s["triggers"][0]["metadata"].update(allowIdleConsumers="true")),
        "ScaledObject caption: new-video-posted: allowIdleConsumers must be false",
    ),
    "latest-offsets": (
        spec("ScaledObject", "caption", lambda s: s["triggers"][0]["metadata"].update(offsetResetPolicy="latest")),
        "ScaledObject caption: new-video-posted: offsetResetPolicy must be earliest",
    ),
    "fixed-replicas": (
        spec("Deployment", "caption", lambda s: s.update(replicas=3)),
        "Deployment caption: sets replicas, which an autoscaler does",
    ),
    "unknown-setting": (
        inside(lambda c: c.setdefault("env", []).append({"name": "THUMBNAIL_COUNT", "value": "3"})),
        "Deployment caption: THUMBNAIL_COUNT is not a setting of caption",
    ),
    "unknown-shared-setting": (shared({"KAFKA_BROKERS": "x"}), "KAFKA_BROKERS is not a setting of any service"),
    "short-grace": (
        pod(lambda p: p.update(terminationGracePeriodSeconds=30)),
        "Deployment caption: terminationGracePeriodSeconds is 30, but the drain takes 25 s and 10 s more",
    ),
    "root": (pod(lambda p: p["securityContext"].update(runAsNonRoot=False)), "Deployment caption: must run as non-root"),
    "no-seccomp": (
        pod(lambda p: p["securityContext"].pop("seccompProfile")), "Deployment caption: has no seccomp profile",
    ),
    "token": (
        pod(lambda p: p.update(automountServiceAccountToken=True)),
        "Deployment caption: mounts a service account token",
    ),
    "writable-root": (
        inside(lambda c: c["securityContext"].update(readOnlyRootFilesystem=False)),
        "Deployment caption: can write to its root file system",
    ),
    "capabilities": (
        inside(lambda c: c["securityContext"]["capabilities"].pop("drop")), "Deployment caption: keeps capabilities",
    ),
    "escalation": (
        inside(lambda c: c["securityContext"].pop("allowPrivilegeEscalation")),
        "Deployment caption: allows privilege escalation",
    ),
    "no-limit": (inside(lambda c: c["resources"].pop("limits")), "Deployment caption: has no limit of memory"),
    "no-request": (
        inside(lambda c: c["resources"]["requests"].pop("cpu")), "Deployment caption: requests no cpu",
    ),
    "latest-image": (
        inside(lambda c: c.update(image="reelbus-caption:latest")),
        "Deployment caption: image reelbus-caption:latest has no version",
    ),
    "no-egress": (drop("NetworkPolicy", "egress-model"), "Deployment caption: no network policy selects egress.reelbus/model"),
    "open-egress": (
        spec("NetworkPolicy", "egress-internet", lambda s: s["egress"][0]["to"][0]["ipBlock"].pop("except")),
        "NetworkPolicy egress-internet: reaches private addresses",
    ),
    "no-default-deny": (drop("NetworkPolicy", "default-deny"), "there is no default-deny policy"),
    "no-budget": (drop("PodDisruptionBudget", "caption"), "Deployment caption: has no PodDisruptionBudget"),
    "no-label": (
        lambda within: find(within, "Deployment", "caption")["metadata"]["labels"].pop("app.kubernetes.io/part-of"),
        "Deployment caption: has no label app.kubernetes.io/part-of",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", BREAKS)
def test_what_is_broken_is_found(name: str) -> None:
    change, expected = BREAKS[name]
    within = objects()
    change(within)
    assert any(expected in str(each) for each in findings(within)), [str(each) for each in findings(within)]


def test_grace_is_longer_than_the_drain_of_the_service() -> None:
    assert all(workload.grace > workload.drain for workload in BY_SERVICE.values())


def rows(page: str, heading: str, first: str) -> list[list[str]]:
    """The cells of the table below a heading of a page of the docs."""
    text = (ROOT.parents[1] / "docs" / page).read_text(encoding="utf-8").split(f"\n## {heading}\n")[1]
    table = text.split(f"\n| {first} |")[1].split("\n\n")[0].splitlines()[2:]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in table]


def test_requests_and_thresholds_are_those_of_the_docs() -> None:
    shown = [row[:3] + row[4:5] for row in rows("scaling.md", "What the manifests ask for", "service")]
    assert shown == [[each.name, each.cpu, each.memory, str(each.lag)] for each in WORKLOADS]


def test_thresholds_follow_from_what_was_measured() -> None:
    measured = {name: (rate, memory) for name, _, rate, memory in rows("scaling.md", "Sizing", "service")}
    reckoned = {each.name: each.per_core for each in WORKLOADS if each.per_core is not None}
    assert reckoned == {name: float(rate.replace(",", "")) for name, (rate, _) in measured.items()}
    told = {row[0]: row[3] for row in rows("scaling.md", "What the manifests ask for", "service")}
    assert {name: told[name] for name in measured} == {name: memory for name, (_, memory) in measured.items()}
    # Twice what was measured, at least 256Mi.
    for name, (_, memory) in measured.items():
        assert mebibytes(BY_SERVICE[name].memory) * 2**20 >= 2 * float(memory.removesuffix(" MB")) * 1e6
        assert mebibytes(BY_SERVICE[name].memory) >= 256


def test_drains_are_those_of_the_docs() -> None:
    told = {name: int(row[1]) for row in rows("maintenance.md", "Upgrades", "drains") for name in row[0].split(", ")}
    assert told == {each.name: each.drain for each in WORKLOADS}


def mebibytes(quantity: str) -> int:
    number, unit = int(quantity[:-2]), quantity[-2:]
    return number * {"Mi": 1, "Gi": 1024}[unit]
