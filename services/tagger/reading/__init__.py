"""What a caption says of goods and looks, by rules. Pure."""
