"""Parts that several manifests share: names, labels, and files."""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, TypeAlias

import yaml

Object: TypeAlias = dict[str, Any]
"""A Kubernetes object."""

MADE = "# Made by `make manifests` from libs/registry.py and deploy/manifests: change those, or patch in an overlay.\n"
PART_OF = "reelbus"


def labels(name: str, component: str) -> dict[str, str]:
    """The labels of Kubernetes' own list. The version is set by overlays, which set the image's tag too."""
    return {
        "app.kubernetes.io/name": name,
        "app.kubernetes.io/instance": name,
        "app.kubernetes.io/component": component,
        "app.kubernetes.io/part-of": PART_OF,
        "app.kubernetes.io/managed-by": "kustomize",
    }


def selector(name: str) -> dict[str, str]:
    """The labels by which a service's pods are selected: a selector can never be changed, so it is small."""
    return {"app.kubernetes.io/name": name, "app.kubernetes.io/part-of": PART_OF}


def kustomization(kind: str = "Kustomization", **fields: object) -> Object:
    """A kustomization file, or a component."""
    group = "kustomize.config.k8s.io/v1beta1" if kind == "Kustomization" else "kustomize.config.k8s.io/v1alpha1"
    return {"apiVersion": group, "kind": kind, **fields}


class _Dumper(yaml.SafeDumper):
    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
        super().increase_indent(flow, False)  # lists are indented, as in hand-written manifests


def _text(dumper: yaml.SafeDumper, value: str) -> yaml.ScalarNode:
    return dumper.represent_scalar("tag:yaml.org,2002:str", value, style="|" if "\n" in value else None)


_Dumper.add_representer(str, _text)
_Dumper.ignore_aliases = lambda self, data: True  # type: ignore[method-assign]


def document(*objects: Mapping[str, Any]) -> str:
    """Objects as YAML."""
    texts = (yaml.dump(dict(each), Dumper=_Dumper, sort_keys=False, width=120, allow_unicode=True) for each in objects)
    return MADE + "---\n".join(texts)


Files: TypeAlias = dict[Path, str]
"""Contents by path below deploy/k8s."""


def one(path: str, objects: Sequence[Object] | Object) -> Files:
    """A file with one or several objects."""
    return {Path(path): document(*([objects] if isinstance(objects, dict) else objects))}


def merged(parts: Iterable[Files]) -> Files:
    """All files. Two with the same path are a bug."""
    result: Files = {}
    for part in parts:
        twice = result.keys() & part.keys()
        if twice:
            raise ValueError(f"made twice: {', '.join(map(str, sorted(twice)))}")
        result |= part
    return result
