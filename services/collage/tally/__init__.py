"""The tally: counts the pages of batches and ends batches."""
