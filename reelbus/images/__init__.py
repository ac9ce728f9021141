"""`reelbus images`: images for a prompt."""
