"""Words beside amounts: what each amount is, and what it pays for."""
