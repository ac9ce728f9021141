"""A page of cover images becomes a collage."""
