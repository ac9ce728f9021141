"""Loaded first by the fork server: ends one that has our whole environment.

multiprocessing starts such a one when the first was killed. The pool, which then finds that none can be started, starts
another.
"""

import os
import sys

from libs.confined.environment import MARK

_script = os.environ.get(MARK)
if _script is None:
    os._exit(1)
if _script:
    # A new process runs its parent's script again, to have what is defined there, unless it finds that this was done:
    # here nothing of it is used, and not every script bears it.
    sys.modules["__main__"].__file__ = _script
