"""The demo: six videos from six markets, and a page with the results."""
