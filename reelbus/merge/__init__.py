"""`reelbus merge`: joins local videos without a broker."""
