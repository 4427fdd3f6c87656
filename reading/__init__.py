"""What a text tells: names, times, places, relationships, the police, and details that say who wrote it."""
