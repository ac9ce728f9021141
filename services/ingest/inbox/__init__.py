"""The inbox: CSVs in a folder of the storage."""
