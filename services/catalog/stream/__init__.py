"""The stream processing of the catalog: records of several topics are joined by key, on faust-streaming.

Nothing here knows what is joined: that is a `Join` (join.py).
"""
