"""The database that covers and videos are read from. Nothing is written there."""
