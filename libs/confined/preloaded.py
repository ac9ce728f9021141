"""Loaded first by the fork server: exits if the server has our whole environment.

multiprocessing starts such a server when the first one was killed. The pool then cannot start processes, and starts a
server with the allowed environment.
"""

import os
import sys
from types import TracebackType

from libs.confined.environment import MARK

_script = os.environ.get(MARK)
if _script is None:
    os._exit(1)
if _script:
    # A new process would run the parent's main script again, unless this attribute shows that it was done. Its
    # functions are not needed here, and not every script can be run twice.
    sys.modules["__main__"].__file__ = _script


def _report(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    # A process that starts while its pool is closed finds the pool's locks removed. It is not needed any more, and a
    # traceback would stand among the output of a command.
    if not issubclass(kind, FileNotFoundError):
        sys.__excepthook__(kind, error, trace)


sys.excepthook = _report
