"""What `reelbus up` tells its user to type in a second terminal."""

import sys
from collections.abc import Collection, Mapping
from pathlib import Path
from shlex import quote

from libs.registry import BY_NAME
from reelbus.stack.services import OBJECTS, settings_here

PORT = 9092
FOLDER = Path(".reelbus")
"""Where commands look without settings, below the folder that they are called in."""
COLLAGES = frozenset({"ingest", "collage-planner", "collage", "collage-tally"})
"""The services that make collages of a CSV that is dropped into the inbox."""


def command() -> str:
    """How to call this command again."""
    called = Path(sys.argv[0])
    return str(called) if called.name == "reelbus" else f"{Path(sys.executable).name} -m reelbus"


def inbox(folder: Path, env: Mapping[str, str]) -> str:
    """Where CSVs are dropped: a path, or an `s3://` address; ends in a slash. Raises BadUri."""
    from libs.storage.uri import parse_file_root

    prefix = (env.get("INGEST_PREFIX") or "csv-files").strip("/")
    root, bucket = env.get("STORAGE_URI"), env.get("S3_BUCKET_NAME")
    if root and root.startswith("file:"):
        root = str(parse_file_root(root))
    elif not root:
        root = f"s3://{bucket}" if bucket else str(folder / OBJECTS)
    return f"{root.rstrip('/')}/{prefix}/"


def hints(address: str, folder: Path, env: Mapping[str, str], services: Collection[str] = tuple(BY_NAME)) -> str:
    """All that works with `services` running.

    Values that the user set are named and not shown: a DATABASE_URL may hold a password.
    """
    here, to = settings_here(env, folder), inbox(folder, env)
    exports = {} if address.endswith(f":{PORT}") else {"KAFKA_BOOTSTRAP_SERVERS": address}
    if folder.absolute() != FOLDER.absolute():
        exports |= {name: here[name] for name in ("STORAGE_URI", "DATABASE_URL") if here.get(name) != env.get(name)}
    lines = [f"export {name}={quote(value)}" for name, value in exports.items()]
    if own := [name for name in ("STORAGE_URI", "S3_BUCKET_NAME", "DATABASE_URL") if env.get(name)]:
        lines.append(f"# and {', '.join(own)} as they are here")
    produce = """echo '{"video_id": "1", "caption": "New heels only 55k! Sizes 37–41 #TRACK"}' """
    copy = "aws s3 cp" if to.startswith("s3:") else "cp"
    for needed, line in (
        ({"caption"}, f"{command()} watch caption-parsed"),
        ({"thumbnail"}, f"{command()} watch thumbnail-generated   # of events with a video_url"),
        (set(), f"{produce}| {command()} produce new-video-posted"),
        (COLLAGES, f"{copy} covers.csv {quote(to)}   # creator_name,cover_url,created_at: a CSV becomes collages"),
        (COLLAGES, f"{command()} batch status   # with --help: submit, watch"),
        (set(), f"{command()} lag"),
    ):
        if needed <= set(services):
            lines.append(line)
    return "\n  ".join(["ready; Ctrl-C stops. In a second terminal:", *lines])
