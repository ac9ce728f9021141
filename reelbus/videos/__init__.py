"""`reelbus videos`: removing videos."""
