"""Work on strangers' data in processes of its own, with limits: one that hangs or crashes takes down nothing else.

`pool.py` runs functions in such processes; `confine.py` is what each of them does first. Nothing is imported here: what
runs in a process imports its part alone.
"""
