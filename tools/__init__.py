"""Tools for those who develop this library; none of them is part of it."""
