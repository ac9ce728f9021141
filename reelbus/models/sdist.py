"""Download a source distribution without running it. A script: `python sdist.py NAME VERSION FOLDER`.

`pip download` runs the `setup.py` of a source distribution to read its metadata, before its digest can be checked. Here
pip only finds and downloads the file, from its configured index, mirror or folder, with its proxy, certificates and
credentials. These functions are not a public API of pip, so only this file calls them; they exist since pip 21.1.
"""

import sys
from pathlib import Path

from pip._internal.commands import create_command
from pip._internal.req.constructors import install_req_from_line

CHUNK = 256 * 1024
MAX_BYTES = 1024**3


def fetch(name: str, version: str, folder: Path) -> None:
    """Write the archive to `folder`. Raises OSError and the exceptions of pip."""
    command = create_command("download")
    options, _ = command.parse_args(["--no-binary", ":all:", "--no-input", "--quiet"])
    with command.main_context():
        session = command.get_default_session(options)  # type: ignore[attr-defined]
        finder = command._build_package_finder(options, session, ignore_requires_python=True)  # type: ignore[attr-defined]
        requirement = install_req_from_line(f"{name}=={version}")
        candidate = finder.find_best_candidate(name, requirement.specifier).best_candidate
        if candidate is None:
            raise OSError(f"there is no source distribution {name}=={version}")
        with session.get(candidate.link.url_without_fragment, stream=True) as answer:
            answer.raise_for_status()
            size = 0
            with (folder / candidate.link.filename).open("xb") as file:
                for chunk in answer.iter_content(CHUNK):
                    size += len(chunk)
                    if size > MAX_BYTES:
                        raise OSError(f"{candidate.link.filename} is larger than {MAX_BYTES:,} bytes")
                    file.write(chunk)


if __name__ == "__main__":
    fetch(sys.argv[1], sys.argv[2], Path(sys.argv[3]))
