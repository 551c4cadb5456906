"""Training: how each shipped model was made; nothing at run time imports it."""
