"""A turn of the conversation: steps of one shape, in the order they run."""
