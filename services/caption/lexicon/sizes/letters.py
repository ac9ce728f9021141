"""Letter sizes in words."""

SPELT_OUT = "small|medium|large"
"""Letter sizes written as words."""
