"""`reelbus thumbnails`: makes thumbnails without a broker."""
