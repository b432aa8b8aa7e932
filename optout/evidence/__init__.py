"""Pictures, outlines and receipts: what is left to show afterwards."""
