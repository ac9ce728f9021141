"""Sending calls: what comes next, within which limits, one attempt at a time, under a lease."""
