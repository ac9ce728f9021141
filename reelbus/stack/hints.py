"""The commands that `reelbus up` suggests for a second terminal."""

import sys
from collections.abc import Collection, Mapping
from pathlib import Path
from shlex import quote

from libs.registry import BY_NAME
from reelbus.stack.services import OBJECTS, settings_here

PORT = 9092
FOLDER = Path(".reelbus")
"""Default folder of objects and database, below the working directory."""
COLLAGES = frozenset({"ingest", "collage-planner", "collage", "collage-tally"})
"""The services that turn a CSV in the inbox into collages."""


def command() -> str:
    """The command line prefix that runs this command again."""
    called = Path(sys.argv[0])
    return str(called) if called.name == "reelbus" else f"{Path(sys.executable).name} -m reelbus"


def inbox(folder: Path, env: Mapping[str, str]) -> str:
    """The folder for CSVs: a path or an `s3://` URI that ends in a slash. Raises BadUri."""
    prefix = (env.get("INGEST_PREFIX") or "csv-files").strip("/")
    return f"{objects(folder, env)}/{prefix}/"


def objects(folder: Path, env: Mapping[str, str]) -> str:
    """Where objects are: a path or an `s3://` URI, without a slash at its end. Raises BadUri."""
    from libs.storage.uri import parse_file_root

    root, bucket = env.get("STORAGE_URI"), env.get("S3_BUCKET_NAME")
    if root and root.startswith("file:"):
        root = str(parse_file_root(root))
    elif not root:
        root = f"s3://{bucket}" if bucket else str(folder / OBJECTS)
    return root.rstrip("/")


def hints(address: str, folder: Path, env: Mapping[str, str], services: Collection[str] = tuple(BY_NAME)) -> str:
    """Commands that work while `services` run.

    Settings of the user appear without their values: a DATABASE_URL may contain a password.
    """
    here, to, store = settings_here(env, folder), inbox(folder, env), objects(folder, env)
    exports = {} if address.endswith(f":{PORT}") else {"KAFKA_BOOTSTRAP_SERVERS": address}
    if folder.absolute() != FOLDER.absolute():
        exports |= {name: here[name] for name in ("STORAGE_URI", "DATABASE_URL") if here.get(name) != env.get(name)}
    lines = [f"export {name}={quote(value)}" for name, value in exports.items()]
    if own := [name for name in ("STORAGE_URI", "S3_BUCKET_NAME", "DATABASE_URL") if env.get(name)]:
        lines.append(f"# and set {', '.join(own)} as here")
    produce = """echo '{"video_id": "1", "caption": "New heels only 55k! Sizes 37–41 #TRACK"}' """
    copy = "aws s3 cp" if to.startswith("s3:") else "cp"
    for needed, line in (
        ({"caption"}, f"{command()} watch caption-parsed"),
        ({"thumbnail"}, f"{command()} watch thumbnail-generated   # of events with a video_url"),
        (set(), f"{produce}| {command()} produce new-video-posted"),
        (COLLAGES, f"{copy} covers.csv {quote(to)}   # makes collages; columns: creator_name,cover_url,created_at"),
        (COLLAGES, f"{command()} batch status   # see also: batch submit, batch watch"),
        ({"enhance"}, f"{command()} products add 1 --image photo.jpg --wait   # {_pictures(env)}"),
        ({"enhance"}, f"{command()} watch product-images-enhanced"),
        ({"merge"}, f"{command()} merge submit A.mp4 B.mp4 --key merged/ab.mp4 --watch   # videos below {store}"),
        (set(), f"{command()} lag"),
    ):
        if needed <= set(services):
            lines.append(line)
    return "\n  ".join(["ready; press Ctrl-C to stop. In a second terminal:", *lines])


def _pictures(env: Mapping[str, str]) -> str:
    """What `products add` does, and whether it costs money: as ProviderSettings chooses."""
    provider = env.get("IMAGE_PROVIDER", "").strip().lower()
    if not provider and env.get("GEMINI_API_KEY"):
        return "better pictures, PAID: GEMINI_API_KEY is set, which chooses gemini (IMAGE_PROVIDER=local: free)"
    if provider in {"", "local"}:
        return "better pictures, free, on this machine"
    return f"better pictures, PAID: IMAGE_PROVIDER={provider}"
