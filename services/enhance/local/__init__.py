"""The local provider: better pictures of a product without a key, by cutting it out of its photo."""
