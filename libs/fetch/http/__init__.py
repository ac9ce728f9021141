"""An HTTP/1.1 client that connects to checked addresses only."""
