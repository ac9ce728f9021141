"""What is said of a batch that ended: for events, for machines and for people."""
