"""Words of what is not part of an offer (contacts, dates, instructions to a program), and names of goods."""
