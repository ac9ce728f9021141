"""What is copied, what is encoded, and why."""
