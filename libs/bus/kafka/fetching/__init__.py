"""Fetching from Kafka: batches stay packed until there is room for them, and one that cannot be read stops nobody."""
