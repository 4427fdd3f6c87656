"""The teams' side: each team lists, takes out, answers and closes its own reports, which are opened on its computer."""
