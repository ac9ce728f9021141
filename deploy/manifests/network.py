"""`components/network-policies`: nothing may be reached but what is named here."""

from deploy.manifests.base import EGRESS, PORT
from deploy.manifests.objects import PART_OF, Files, Object, kustomization, labels, merged, one
from deploy.manifests.workloads import Egress

PRIVATE = ("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10", "169.254.0.0/16", "127.0.0.0/8")
PRIVATE_6 = ("fc00::/7", "fe80::/10", "::1/128", "64:ff9b::/96", "2002::/16")
"""Also those in which an address of version 4 is embedded; mapped ones (::ffff:0:0/96) are addresses of version 4."""
PUBLIC = [
    {"ipBlock": {"cidr": "0.0.0.0/0", "except": list(PRIVATE)}},
    {"ipBlock": {"cidr": "::/0", "except": list(PRIVATE_6)}},
]
INSIDE = {
    Egress.BROKER: ("kafka", (9092, 9093, 9094)),
    Egress.STORE: ("store", (443, 7070)),
    Egress.DATABASE: ("postgres", (5432,)),
    Egress.REDIS: ("redis", (6379,)),
    Egress.SOURCE: ("source-database", (3306, 5432)),
}
"""What lies in the cluster or beside it: the label `app.kubernetes.io/name` of its pods, and its ports."""
OUTSIDE = {Egress.MODEL: (443,), Egress.INTERNET: (80, 443)}


def files() -> Files:
    """All files of the component."""
    policies = {
        "default-deny": _policy("default-deny", {}, {"policyTypes": ["Ingress", "Egress"]}),
        "dns": _policy("dns", {}, _egress([_dns()])),
        "metrics": _policy("metrics", {"app.kubernetes.io/component": "worker"}, _metrics()),
        **{f"egress-{each.value}": _inside(each, *where) for each, where in INSIDE.items()},
        **{f"egress-{each.value}": _outside(each, ports) for each, ports in OUTSIDE.items()},
    }
    folder = "components/network-policies"
    own = kustomization("Component", resources=[f"{name}.yaml" for name in policies])
    return merged([
        one(f"{folder}/kustomization.yaml", own),
        *(one(f"{folder}/{name}.yaml", each) for name, each in policies.items()),
    ])  # fmt: skip


def _policy(name: str, pods: dict[str, str], spec: Object) -> Object:
    selected: Object = {"podSelector": {"matchLabels": pods} if pods else {}}
    meta = {"name": name, "labels": labels(name, "network-policy")}
    return {"apiVersion": "networking.k8s.io/v1", "kind": "NetworkPolicy", "metadata": meta, "spec": selected | spec}


def _egress(rules: list[Object]) -> Object:
    return {"policyTypes": ["Egress"], "egress": rules}


def _dns() -> Object:
    system = {"namespaceSelector": {"matchLabels": {"kubernetes.io/metadata.name": "kube-system"}}}
    return {"to": [system], "ports": [*_ports((53,), "UDP"), *_ports((53,))]}


def _metrics() -> Object:
    monitoring = {"namespaceSelector": {"matchLabels": {"kubernetes.io/metadata.name": "monitoring"}}}
    return {"policyTypes": ["Ingress"], "ingress": [{"from": [monitoring], "ports": _ports((PORT,))}]}


def _inside(egress: Egress, name: str, ports: tuple[int, ...]) -> Object:
    """To pods of the namespace. What lies outside of it is added by the overlay, by its address range."""
    pods = {"podSelector": {"matchLabels": {"app.kubernetes.io/name": name, "app.kubernetes.io/part-of": PART_OF}}}
    return _policy(f"egress-{egress.value}", _selected(egress), _egress([{"to": [pods], "ports": _ports(ports)}]))


def _outside(egress: Egress, ports: tuple[int, ...]) -> Object:
    return _policy(f"egress-{egress.value}", _selected(egress), _egress([{"to": PUBLIC, "ports": _ports(ports)}]))


def _selected(egress: Egress) -> dict[str, str]:
    return {f"{EGRESS}{egress.value}": "true"}


def _ports(numbers: tuple[int, ...], protocol: str = "TCP") -> list[Object]:
    return [{"protocol": protocol, "port": number} for number in numbers]
