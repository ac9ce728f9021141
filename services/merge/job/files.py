"""A merge of local files to a local file."""

from collections.abc import Sequence
from pathlib import Path

from libs.scratch import scratch
from services.merge.errors import BadOutput
from services.merge.inputs.source import LocalFile
from services.merge.job.merging import Merged, merge
from services.merge.job.steps import Report
from services.merge.joining.sink import LocalSink
from services.merge.planning.options import MergeOptions


def merge_files(paths: Sequence[Path], out: Path, report: Report, options: MergeOptions | None = None) -> Merged:
    """Join the files at `paths` to an MP4 at `out`. Raises a MergeError, and OSError if `out` cannot be written.

    Intermediate files lie beside the result meanwhile.
    """
    options = options or MergeOptions()
    check_names(paths, out, options)
    with scratch(out.absolute().parent, "merge") as folder:
        return merge_in(folder.path, paths, out, report, options)


def merge_in(folder: Path, paths: Sequence[Path], out: Path, report: Report, options: MergeOptions) -> Merged:
    """Likewise, with the unfinished result and intermediate files in `folder`, which is that of `out` or below it."""
    names = (folder / f"{number}.mp4" for number in range(1_000_000))
    return merge(
        [LocalFile(path) for path in paths], LocalSink(out, next(names)), options,
        new_file=lambda: next(names), report=report, audio=local_audio(options),
    )  # fmt: skip


def local_audio(options: MergeOptions) -> LocalFile | None:
    """The file that the option `audio` names by its path."""
    return None if options.audio is None else LocalFile(Path(options.audio.uri))


def check_names(paths: Sequence[Path], out: Path, options: MergeOptions) -> None:
    """Raise BadOutput if `out`, or the poster beside it, is an input or the added sound, or cannot be written there."""
    audio = local_audio(options)
    read = [*paths, *([] if audio is None else [audio.path])]
    for each in (out, *([] if options.poster is None else [out.with_suffix(".jpg")])):
        if any(each.exists() and path.exists() and each.samefile(path) for path in read):
            raise BadOutput(f"{each} is an input: choose another name for the result")
        if each.is_dir():
            raise BadOutput(f"{each} is a folder: choose another name for the result")
    if not out.absolute().parent.is_dir():
        raise BadOutput(f"{out.parent} is not a folder: create it, or choose another one for the result")
