"""`components/autoscaling-hpa` and `components/autoscaling-keda`: one autoscaler for each Deployment."""

from collections.abc import Callable

from deploy.manifests.objects import Files, Object, kustomization, labels, merged, one
from deploy.manifests.workloads import WORKLOADS, Kind, Workload
from libs.events.topics import RETRY_DELAYS, retry_topic

CPU = 70
"""Percent of the requested processor that a replica uses when another one is started."""
RETRIES = 10
"""A replica for so many times as many waiting retries as new messages."""
AUTHENTICATION = "kafka"
SCALED = [workload for workload in WORKLOADS if workload.kind is Kind.DEPLOYMENT]


def files() -> Files:
    """All files of both components."""
    return merged([
        _component("autoscaling-hpa", "hpa", _hpa),
        _component("autoscaling-keda", "scaledobject", _scaled_object),
        one("components/autoscaling-keda/authentication.yaml", _authentication()),
    ])  # fmt: skip


def _component(name: str, kind: str, make: Callable[[Workload], Object]) -> Files:
    folder = f"components/{name}"
    scaled = {f"{workload.name}.yaml": make(workload) for workload in SCALED}
    resources = list(scaled)
    extra: Object = {}
    if kind == "scaledobject":
        resources.append("authentication.yaml")
        # Tells kustomize which of KEDA's fields are names of generated secrets.
        extra["configurations"] = ["names.yaml"]
    own = kustomization("Component", resources=resources, **extra)
    return merged([
        one(f"{folder}/kustomization.yaml", own),
        *(one(f"{folder}/{file}", each) for file, each in scaled.items()),
    ])  # fmt: skip


def _meta(workload: Workload) -> Object:
    return {"name": workload.name, "labels": labels(workload.name, "autoscaler")}


def _target(workload: Workload) -> Object:
    return {"apiVersion": "apps/v1", "kind": workload.kind.value, "name": workload.name}


def _behavior(workload: Workload) -> Object:
    """Up at once, in few steps: each is a rebalance. Down slowly: a stopped replica interrupts what it has begun."""
    return {
        "scaleUp": {
            "stabilizationWindowSeconds": 0,
            "selectPolicy": "Max",
            "policies": [
                {"type": "Percent", "value": 100, "periodSeconds": 30},
                {"type": "Pods", "value": 4, "periodSeconds": 30},
            ],
        },
        "scaleDown": {
            "stabilizationWindowSeconds": workload.calm,
            "policies": [{"type": "Pods", "value": 1, "periodSeconds": max(60, 2 * workload.grace)}],
        },
    }


def _hpa(workload: Workload) -> Object:
    utilization = {"type": "Utilization", "averageUtilization": CPU}
    spec = {
        "scaleTargetRef": _target(workload),
        "minReplicas": max(1, workload.least),
        "maxReplicas": workload.most_replicas,
        "metrics": [{"type": "Resource", "resource": {"name": "cpu", "target": utilization}}],
        "behavior": _behavior(workload),
    }
    return {
        "apiVersion": "autoscaling/v2",
        "kind": "HorizontalPodAutoscaler",
        "metadata": _meta(workload),
        "spec": spec,
    }


def _scaled_object(workload: Workload) -> Object:
    triggers = []
    for topic in workload.service.consumes:
        triggers.append(_trigger(workload, topic.name, workload.lag))
        # Messages in retry topics wait for their time, so few replicas serve many. But one must run.
        triggers += [
            _trigger(workload, retry_topic(topic.name, workload.name, tier), RETRIES * workload.lag)
            for tier in range(1, len(RETRY_DELAYS) + 1)
        ]
    # Only what may go to 0 is polled by KEDA itself: for the others it warns that these fields have no effect.
    to_nothing = {"pollingInterval": 15, "cooldownPeriod": workload.calm} if workload.least == 0 else {}
    spec = {
        "scaleTargetRef": _target(workload),
        "minReplicaCount": workload.least,
        "maxReplicaCount": workload.most_replicas,
        **to_nothing,
        "advanced": {"horizontalPodAutoscalerConfig": {"behavior": _behavior(workload)}},
        "triggers": triggers,
    }
    return {"apiVersion": "keda.sh/v1alpha1", "kind": "ScaledObject", "metadata": _meta(workload), "spec": spec}


def _trigger(workload: Workload, topic: str, lag: int) -> Object:
    return {
        "type": "kafka",
        "metadata": {
            "bootstrapServersFromEnv": "KAFKA_BOOTSTRAP_SERVERS",
            "consumerGroup": workload.name,
            "topic": topic,
            "lagThreshold": str(lag),
            "activationLagThreshold": "0",
            # As the worker: a new group reads from the beginning, so all that is there is lag.
            "offsetResetPolicy": "earliest",
            # More replicas than partitions would get none of them.
            "allowIdleConsumers": "false",
        },
        "authenticationRef": {"name": AUTHENTICATION},
    }


def _authentication() -> Object:
    """How KEDA connects to the brokers: by the secret `keda-kafka`, which the overlay makes."""
    keys = {"sasl": "sasl", "username": "username", "password": "password", "tls": "tls", "ca": "ca"}
    spec = {"secretTargetRef": [{"parameter": name, "name": "keda-kafka", "key": key} for name, key in keys.items()]}
    meta = {"name": AUTHENTICATION, "labels": labels(AUTHENTICATION, "autoscaler")}
    return {"apiVersion": "keda.sh/v1alpha1", "kind": "TriggerAuthentication", "metadata": meta, "spec": spec}
