"""The page: grid, tiles, and labels for missing pictures."""
