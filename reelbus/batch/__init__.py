"""`reelbus batch`: collages of the cover images in a CSV."""
