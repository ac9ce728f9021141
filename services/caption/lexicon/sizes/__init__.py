"""Words of sizes: what announces and joins them, and the goods that have them."""
