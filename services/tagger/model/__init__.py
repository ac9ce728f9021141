"""What a language model adds, checked against the caption."""
