"""What brokers say of a worker's topics beside what its consumer fetches: ends, ids, permissions, dead letters."""
