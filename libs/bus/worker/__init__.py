"""The worker: fetch, parse, handle, publish, commit."""
