"""The categories of things that are sold."""
