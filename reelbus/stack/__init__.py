"""The embedded stack: a broker and every service, on one machine."""
