"""Listed entries and queries in the FollowTheMoney model, which other programs speak."""
