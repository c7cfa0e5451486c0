"""The web face: what other programs and people's browsers ask for over HTTP."""
