"""The page: its grid, its tiles, and labels for missing pictures."""
