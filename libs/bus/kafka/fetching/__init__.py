"""Fetching from Kafka: batches stay packed until there is room, and an unreadable batch does not block others."""
