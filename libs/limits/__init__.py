"""Limits of calls a minute and a day, shared by all replicas through Redis, or of one process."""
