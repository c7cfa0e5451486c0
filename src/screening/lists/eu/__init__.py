"""The EU's consolidated list of financial sanctions (FSF)."""
