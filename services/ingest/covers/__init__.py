"""Cover URLs out of the source's table."""
