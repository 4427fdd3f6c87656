"""The public front: pages and API, sessions, danger check, sealing. The only process that the public can reach."""
