"""Words of amounts: currencies, number words, and the places that settle a currency."""
