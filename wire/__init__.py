"""What Heard's processes share when they call one another: secrets, signatures and certificates. Any Python here."""
