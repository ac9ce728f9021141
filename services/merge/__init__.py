"""Joins videos into one: what fits is copied packet by packet, only what differs is encoded. See docs/merge.md."""
