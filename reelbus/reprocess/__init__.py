"""`reelbus reprocess`: making parts of listings again."""
