"""The lists of the United Kingdom: OFSI's and the FCDO's."""
