"""Reads the rows of a batch's CSV in bounded memory."""
