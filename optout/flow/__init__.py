"""The flow language: what a flow file may say, and what is wrong with one. No browser here."""
