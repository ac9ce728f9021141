"""The shop's tables: products, and their pictures that wait for a review."""
