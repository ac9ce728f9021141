"""Decodes pictures to tiles, in confined processes."""
