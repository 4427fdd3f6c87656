"""How long a team keeps its copy of a report, what keeps it from being erased, and how it is erased."""
