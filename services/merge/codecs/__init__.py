"""Bitstreams of codecs: their headers and units."""
