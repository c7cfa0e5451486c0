"""What people decide on hits: taken in, checked, stored for good, and held against the next screening."""
