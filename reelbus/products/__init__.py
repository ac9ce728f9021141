"""`reelbus products`: products, their pictures and reviews."""
