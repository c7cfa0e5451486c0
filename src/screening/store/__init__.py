"""Downloaded lists on disk: their versions, what is known of each, and a lock against two updates at once."""
