"""Makes the logs of examples/journey by giving commands, the same ones every time."""
