"""HTTP/1.1 to checked addresses only."""
