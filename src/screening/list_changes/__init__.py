"""What has changed in a list, written for people: the model is `lists.difference`."""
