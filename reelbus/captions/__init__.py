"""`reelbus captions`: the caption parser without a broker."""
