"""Measures, scores, ranks and crops frames. Pure."""
