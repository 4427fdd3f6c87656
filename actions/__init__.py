"""The action server: takes consented reports from Rasa and stores them so that only the right team can open them."""
