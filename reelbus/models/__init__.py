"""`reelbus models`: download and convert detector weights."""
