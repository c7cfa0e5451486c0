"""Canada's list (SEMA)."""
