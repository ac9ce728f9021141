"""Shared libraries. They never import `services`."""
