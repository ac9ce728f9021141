"""Dead letters: listing, redriving and discarding them."""
