"""Where covers and videos come from: databases on a schedule, CSVs that appear in a bucket or a folder."""
