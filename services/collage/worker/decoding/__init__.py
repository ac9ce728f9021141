"""From a picture's bytes to its tile, in confined processes."""
