"""`reelbus listings`: the listings in the database."""
