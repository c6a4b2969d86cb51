"""A practice: who staffs it, what it must be able to do, and whether it pays."""
