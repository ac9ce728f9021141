"""`reelbus models`: detector weights, fetched and converted."""
