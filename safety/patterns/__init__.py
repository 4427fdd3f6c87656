"""One module a subject: each pattern with its reason and an example, for a safeguarding reviewer to read."""
