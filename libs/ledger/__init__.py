"""Paid calls of providers: each is written to a table before it leaves, so that none is paid twice by mistake."""
