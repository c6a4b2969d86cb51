"""Makes the log of ``examples/programme``."""
