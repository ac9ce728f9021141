"""Rows of a batch's CSV, read in bounded memory."""
