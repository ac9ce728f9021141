"""Loaded first by the fork server: exits if the server has our whole environment.

multiprocessing starts such a server when the first one was killed. The pool then cannot start processes, and starts a
server with the allowed environment.
"""

import os
import sys

from libs.confined.environment import MARK

_script = os.environ.get(MARK)
if _script is None:
    os._exit(1)
if _script:
    # A new process would run the parent's main script again, unless this attribute shows that it was done. Its
    # functions are not needed here, and not every script can be run twice.
    sys.modules["__main__"].__file__ = _script
