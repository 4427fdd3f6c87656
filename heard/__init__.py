"""The `heard` command: runs, checks and looks after the whole service."""
