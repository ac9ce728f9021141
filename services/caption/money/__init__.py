"""From amounts to the price: what each is, and which of them is meant."""
