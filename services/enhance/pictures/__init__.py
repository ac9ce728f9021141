"""Pictures in (of strangers, normalised to Photos) and out (of image models, checked and fitted)."""
