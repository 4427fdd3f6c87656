"""How long a report is kept, what keeps it, and how it is erased."""
