"""Loaded first by the fork server: ends one that has our whole environment.

multiprocessing starts such a one when the first was killed. The pool, which then finds that none can be started, starts
another.
"""

import os

from libs.confined.environment import MARK

if MARK not in os.environ:
    os._exit(1)
