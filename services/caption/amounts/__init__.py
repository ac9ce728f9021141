"""Numbers with their multipliers and currencies."""
