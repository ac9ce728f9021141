"""Adds to the tags of images of others the digests that their registries give now: `python -m deploy.images.digests`.

A tag can be moved to other content, a digest cannot. Images are those of the Dockerfile, docker-compose.yml and
deploy/k8s; the digest is that of the index of all platforms, or of the manifest if there is none.
"""

import argparse
import hashlib
import http.client
import json
import re
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple
from urllib.error import HTTPError, URLError
from urllib.parse import urlencode
from urllib.request import Request, urlopen

ROOT = Path(__file__).resolve().parents[2]
SECONDS = 30.0
ACCEPT = ", ".join((
    "application/vnd.oci.image.index.v1+json", "application/vnd.docker.distribution.manifest.list.v2+json",
    "application/vnd.oci.image.manifest.v1+json", "application/vnd.docker.distribution.manifest.v2+json",
))  # fmt: skip
TAGGED = re.compile(
    r"(?P<before>\bimage: |^ARG PYTHON=)(?P<image>[^\s@#]+)(?P<digest>@sha256:[0-9a-f]{64})?", re.MULTILINE
)
DOCKER_HUB = "docker.io"
DOCKER_HUB_REGISTRY = "https://registry-1.docker.io"


class NoDigest(Exception):
    """A registry does not answer, or has no such image. The message is for people."""


class Image(NamedTuple):
    """`registry` is a host, as in the image's name."""

    registry: str
    repository: str
    tag: str

    def __str__(self) -> str:
        return f"{self.registry}/{self.repository}:{self.tag}"


def image(before: str, name: str) -> Image | None:
    """The image of a match; None for one of ours, which has no registry."""
    if before.startswith("ARG"):
        return Image(DOCKER_HUB, "library/python", name)
    host, slash, rest = name.partition("/")
    if not slash or ("." not in host and ":" not in host):
        return None
    repository, _, tag = rest.rpartition(":")
    return Image(host, repository, tag)


def files(root: Path = ROOT) -> Iterator[Path]:
    """Files that name images of others."""
    yield from (root / "Dockerfile", root / "docker-compose.yml")
    yield from sorted((root / "deploy" / "k8s" / "components").rglob("*.yaml"))


def pinned(text: str, digests: Mapping[Image, str]) -> str:
    """`text` with the digest behind each image of others."""

    def with_digest(match: re.Match[str]) -> str:
        found = image(match["before"], match["image"])
        return match[0] if found is None else f"{match['before']}{match['image']}@{digests[found]}"

    return TAGGED.sub(with_digest, text)


def images(text: str) -> set[Image]:
    """The images of others that `text` names."""
    found = (image(match["before"], match["image"]) for match in TAGGED.finditer(text))
    return {each for each in found if each is not None}


def digest(wanted: Image, mirrors: Mapping[str, str]) -> str:
    """`sha256:…` of the image. `mirrors`: addresses of registries, by host. Raises NoDigest."""
    standard = DOCKER_HUB_REGISTRY if wanted.registry == DOCKER_HUB else f"https://{wanted.registry}"
    address = mirrors.get(wanted.registry, standard).rstrip("/")
    url = f"{address}/v2/{wanted.repository}/manifests/{wanted.tag}"
    try:
        try:
            body, said = _get(url, {"Accept": ACCEPT})
        except HTTPError as error:
            challenge = error.headers.get("WWW-Authenticate", "")
            if error.code != http.client.UNAUTHORIZED or not challenge.lower().startswith("bearer "):
                raise
            token = _token(challenge)
            body, said = _get(url, {"Accept": ACCEPT, "Authorization": f"Bearer {token}"})
    except HTTPError as error:
        raise NoDigest(f"{wanted}: {address} answers {error.code} {error.reason}") from error
    except (URLError, OSError, ValueError, http.client.HTTPException) as error:
        raise NoDigest(f"{wanted}: {address}: {getattr(error, 'reason', error)}") from error
    made = f"sha256:{hashlib.sha256(body).hexdigest()}"
    if said is not None and said != made:
        raise NoDigest(f"{wanted}: {address} sent other content than {said}")
    return made


def _get(url: str, headers: Mapping[str, str]) -> tuple[bytes, str | None]:
    """Body and announced digest."""
    with urlopen(Request(url, headers=dict(headers)), timeout=SECONDS) as answer:  # noqa: S310 - registries of our files
        return answer.read(), answer.headers.get("Docker-Content-Digest")


def _token(challenge: str) -> str:
    """Of the service that a registry names, for anybody."""
    asked = dict(re.findall(r'(\w+)="([^"]*)"', challenge))
    realm = asked.pop("realm", "")
    if not realm.startswith(("https://", "http://")):
        raise ValueError(f"no realm in {challenge!r}")
    body, _ = _get(f"{realm}?{urlencode(asked)}", {})
    answer = json.loads(body)
    return str(answer.get("token") or answer["access_token"])


def main(arguments: list[str] | None = None, root: Path = ROOT) -> int:
    """The exit status."""
    parser = argparse.ArgumentParser(prog="make image-digests", description=__doc__)
    parser.add_argument("--check", action="store_true", help="change nothing; status 1 if a digest is missing or old")
    parser.add_argument(
        "--mirror",
        action="append",
        default=[],
        metavar="HOST=URL",
        help="address of a registry, such as a mirror of docker.io",
    )
    given = parser.parse_args(arguments)
    mirrors = dict(each.split("=", 1) for each in given.mirror)
    texts = {path: path.read_text() for path in files(root)}
    try:
        digests = {each: digest(each, mirrors) for each in sorted(set().union(*map(images, texts.values())))}
    except NoDigest as error:
        print(error, file=sys.stderr)
        return 1
    changed = {path: new for path, text in texts.items() if (new := pinned(text, digests)) != text}
    for path, new in changed.items():
        print(path.relative_to(root))
        if not given.check:
            path.write_text(new)
    return int(bool(changed) and given.check)


if __name__ == "__main__":
    sys.exit(main())
