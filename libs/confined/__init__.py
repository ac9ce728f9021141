"""Processing untrusted data in separate processes with limits: one that hangs or crashes affects nothing else.

`pool.py` runs functions in such processes; each of them calls `confine.py` first. Nothing is imported here, so that a
process imports only what it needs.
"""
