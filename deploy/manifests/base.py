"""`base/<service>`: workload, service account, metrics port, disruption budget and settings of each service."""

from deploy.manifests.objects import Files, Object, kustomization, labels, merged, one, selector
from deploy.manifests.settings import REQUIRED, STATE, common_config, config, secrets
from deploy.manifests.workloads import WORKLOADS, Kind, Workload

PORT = 8080
USER = 10001
IMAGE = "reelbus"
SCRATCH = "/tmp"  # noqa: S108 - the pod's own, in an emptyDir
SPREAD = ("topology.kubernetes.io/zone", "kubernetes.io/hostname")
EGRESS = "egress.reelbus/"
"""Prefix of the labels by which network policies select pods."""


def files() -> Files:
    """All files of `base/`."""
    names = [workload.name for workload in WORKLOADS]
    shared = kustomization(
        configMapGenerator=[{"name": "reelbus", "literals": _literals(common_config())}],
    )
    return merged([
        one("base/kustomization.yaml", kustomization(resources=["shared", *names])),
        one("base/shared/kustomization.yaml", shared),
        *(_service(workload) for workload in WORKLOADS),
    ])  # fmt: skip


def _service(workload: Workload) -> Files:
    folder = f"base/{workload.name}"
    kind = "deployment" if workload.kind is Kind.DEPLOYMENT else "statefulset"
    resources = [f"{kind}.yaml", "service.yaml", "serviceaccount.yaml", "poddisruptionbudget.yaml"]
    own = kustomization(
        resources=resources,
        configMapGenerator=[{"name": workload.name, "literals": _literals(config(workload))}],
    )
    return merged([
        one(f"{folder}/kustomization.yaml", own),
        one(f"{folder}/{kind}.yaml", _workload(workload)),
        one(f"{folder}/service.yaml", _metrics(workload)),
        one(f"{folder}/serviceaccount.yaml", _account(workload)),
        one(f"{folder}/poddisruptionbudget.yaml", _budget(workload)),
    ])  # fmt: skip


def _literals(values: dict[str, str]) -> list[str]:
    return [f"{name}={value}" for name, value in values.items()]


def _meta(workload: Workload) -> Object:
    return {"name": workload.name, "labels": labels(workload.name, "worker")}


def _account(workload: Workload) -> Object:
    # Without a token: no service asks the API server for anything.
    return {
        "apiVersion": "v1", "kind": "ServiceAccount", "metadata": _meta(workload),
        "automountServiceAccountToken": False,
    }  # fmt: skip


def _metrics(workload: Workload) -> Object:
    # Headless: nothing is balanced, Prometheus asks every pod.
    spec = {
        "clusterIP": "None",
        "selector": selector(workload.name),
        "ports": [{"name": "http", "port": PORT, "targetPort": "http"}],
    }
    return {"apiVersion": "v1", "kind": "Service", "metadata": _meta(workload), "spec": spec}


def _budget(workload: Workload) -> Object:
    spec = {"maxUnavailable": 1, "selector": {"matchLabels": selector(workload.name)}}
    return {"apiVersion": "policy/v1", "kind": "PodDisruptionBudget", "metadata": _meta(workload), "spec": spec}


def _workload(workload: Workload) -> Object:
    spec: Object = {
        "selector": {"matchLabels": selector(workload.name)},
        "template": {"metadata": {"labels": _pod_labels(workload)}, "spec": _pod(workload)},
    }
    if workload.kind is Kind.DEPLOYMENT:
        # No `replicas`: an autoscaler sets them, and each apply would set them back.
        spec["revisionHistoryLimit"] = 5
        # The new pod joins the group before the old one leaves, so that there is one rebalance fewer without members.
        spec["strategy"] = {"type": "RollingUpdate", "rollingUpdate": {"maxSurge": 1, "maxUnavailable": 0}}
    else:
        spec["serviceName"] = workload.name
        spec["replicas"] = workload.least
        spec["podManagementPolicy"] = "Parallel"
        if workload.volume is not None:
            claim = {
                "accessModes": ["ReadWriteOnce"], "resources": {"requests": {"storage": workload.volume}},
            }  # fmt: skip
            spec["volumeClaimTemplates"] = [{"metadata": {"name": "state"}, "spec": claim}]
    return {"apiVersion": "apps/v1", "kind": workload.kind.value, "metadata": _meta(workload), "spec": spec}


def _pod_labels(workload: Workload) -> dict[str, str]:
    reached = {f"{EGRESS}{each.value}": "true" for each in sorted(workload.egress)}
    return labels(workload.name, "worker") | reached


def _pod(workload: Workload) -> Object:
    return {
        "serviceAccountName": workload.name,
        "automountServiceAccountToken": False,
        "enableServiceLinks": False,
        "terminationGracePeriodSeconds": workload.grace,
        "securityContext": {
            "runAsNonRoot": True, "runAsUser": USER, "runAsGroup": USER, "fsGroup": USER,
            "seccompProfile": {"type": "RuntimeDefault"},
        },
        "topologySpreadConstraints": [_spread(workload, key) for key in SPREAD],
        "containers": [_container(workload)],
        "volumes": [{"name": "scratch", "emptyDir": {"sizeLimit": workload.scratch}}],
    }  # fmt: skip


def _spread(workload: Workload, key: str) -> Object:
    return {
        "maxSkew": 1, "topologyKey": key, "whenUnsatisfiable": "ScheduleAnyway",
        "labelSelector": {"matchLabels": selector(workload.name)},
    }  # fmt: skip


def _container(workload: Workload) -> Object:
    references: list[Object] = [{"configMapRef": {"name": "reelbus"}}, {"configMapRef": {"name": workload.name}}]
    references += [{"secretRef": {"name": name, "optional": name not in REQUIRED}} for name in secrets(workload)]
    return {
        "name": workload.name,
        "image": f"{IMAGE}-{workload.name}",
        "command": ["python", "-m", workload.service.module],
        "envFrom": references,
        "ports": [{"name": "http", "containerPort": PORT}],
        # A service waits for its dependencies at start, and answers meanwhile: so no startup probe is needed.
        "livenessProbe": _probe("/livez", periodSeconds=20, timeoutSeconds=5, failureThreshold=6),
        "readinessProbe": _probe("/readyz", periodSeconds=5, timeoutSeconds=5),
        "resources": {
            "requests": {"cpu": workload.cpu, "memory": workload.memory},
            "limits": {"memory": workload.memory},
        },
        "securityContext": {
            "allowPrivilegeEscalation": False, "readOnlyRootFilesystem": True, "capabilities": {"drop": ["ALL"]},
        },
        "volumeMounts": [
            {"name": "scratch", "mountPath": SCRATCH},
            *([] if workload.volume is None else [{"name": "state", "mountPath": STATE}]),
        ],
    }  # fmt: skip


def _probe(path: str, **times: int) -> Object:
    return {"httpGet": {"path": path, "port": "http"}, **times}
