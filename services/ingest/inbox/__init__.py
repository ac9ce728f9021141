"""CSVs that appear in a bucket or a folder."""
