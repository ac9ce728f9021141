"""Reading the state of topics without a consumer group: end offsets, ids, permissions, dead letters."""
