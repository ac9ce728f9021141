"""Object keys of the service. They derive from the request, so that a repeat overwrites the same objects."""

from libs.storage.names import segment

STATUS_FOLDER = "merges"


def merge_id(pipeline_id: str | None, node_id: str | None, bucket: str | None, key: str) -> str:
    """The name of a merge in its status object: its pipeline, and the node if there is one; else its output."""
    if pipeline_id is None:
        return segment(f"{bucket or ''}/{key}")
    return segment(pipeline_id if node_id is None else f"{pipeline_id}/{node_id}")


def status_key(merge: str) -> str:
    """`merges/<id>/status.json`, below the storage's root. `merge`: as `merge_id` returns it, or a pipeline's id."""
    return f"{STATUS_FOLDER}/{segment(merge)}/status.json"


def poster_of(output: str) -> str:
    """The URI of the poster frame: beside the result."""
    return f"{output[: -len('.mp4')]}.jpg"
