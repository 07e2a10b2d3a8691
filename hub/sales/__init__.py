"""What was sold: read models folded from the journals, and the reports on them."""
