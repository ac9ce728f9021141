"""Counts the pages of batches and tells when all have ended."""
