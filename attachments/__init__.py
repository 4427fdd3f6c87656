"""Takes what is hidden out of a file that somebody attaches: in a process of its own, walled in, without network."""
