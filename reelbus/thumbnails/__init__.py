"""`reelbus thumbnails`: the thumbnail maker without a broker."""
