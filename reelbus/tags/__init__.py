"""`reelbus tags`: the tagger without a broker."""
