"""Typed, validated views of everything people edit under data/ and in domain.yml."""
