"""The collage worker: draws one page of cover images."""
