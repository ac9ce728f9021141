"""A caption as text: normalised, with what counts for nothing masked."""
