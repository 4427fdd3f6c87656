"""What must hold between the content files; each check takes all the content and yields problems."""
