"""Exports cover URLs from a database table to CSV."""
