"""Packets of clips, joined to one file."""
