"""Sizes that a buyer can choose."""
