"""One merge, from its inputs to its result."""
