"""From the request of an event to what is to be done. Pure."""

import hashlib
import json
from collections.abc import Mapping
from typing import NamedTuple

from libs.events import VideoMergeRequested
from services.merge.errors import NoInputs, NotAllowed, TooMany
from services.merge.keys import merge_id, poster_of
from services.merge.places import Places, same_object, shown
from services.merge.planning.options import MergeOptions, parse


class Job(NamedTuple):
    """A merge whose request is valid. Places are URIs."""

    inputs: tuple[str, ...]
    audio: str | None
    output: str
    poster: str | None
    """Where the poster frame is stored, if one is asked for."""
    options: MergeOptions

    @property
    def sources(self) -> tuple[str, ...]:
        """All objects that are read, each once."""
        return tuple(dict.fromkeys((*self.inputs, *([self.audio] if self.audio else []))))


def id_of(request: VideoMergeRequested) -> str:
    """The name of the merge in its status object."""
    return merge_id(request.pipeline_id, request.node_id, request.output_bucket, request.output_key)


def job_of(request: VideoMergeRequested, places: Places, most_inputs: int) -> Job:
    """What `request` asks for. Raises a MergeError with one line that names what is wrong."""
    count = len(request.input_videos)
    if not count:
        raise NoInputs("input_videos is empty: name at least one video")
    if count > most_inputs:
        raise TooMany(f"{count} input videos: at most {most_inputs} (MERGE_MAX_INPUTS)")
    output = places.output(request.output_bucket, request.output_key)
    options = parse(request.options)
    job = Job(
        tuple(places.input(uri) for uri in request.input_videos),
        None if options.audio is None else places.input(options.audio.uri),
        output,
        None if options.poster is None else poster_of(output),
        options,
    )
    for uri in job.sources:
        if same_object(uri, output) or (job.poster and same_object(uri, job.poster)):
            raise NotAllowed(f"{shown(uri)} is an input: choose another output_key")
    return job


def digest(job: Job, versions: Mapping[str, str | None]) -> str:
    """The same for the same merge of the same objects. `versions`: their etags by URI."""
    what = [
        job.output,
        [(uri, versions[uri]) for uri in (*job.inputs, job.audio) if uri],
        job.options.model_dump_json(),
    ]
    return hashlib.sha256(json.dumps(what).encode()).hexdigest()
