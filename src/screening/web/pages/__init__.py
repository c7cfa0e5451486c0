"""The pages: what the API and the library tell, as HTML. Whole without scripts; scripts make them quicker to use."""
