"""Periodic jobs, which continue after a restart."""
