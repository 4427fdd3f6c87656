"""Where teams receive their reports, each in a module of its own."""
