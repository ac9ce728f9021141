"""What differs, encoded."""
