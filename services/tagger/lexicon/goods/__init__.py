"""Words for goods, by node of the taxonomy; one file for each group of languages."""
