"""The demo: six videos from six markets, and a page that shows what came of them."""
