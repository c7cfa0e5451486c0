"""The server's own API: screenings of uploads, and checks of single names."""
