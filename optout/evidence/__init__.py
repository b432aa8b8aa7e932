"""What a run leaves behind to be believed: covered pictures, outline, receipt, chain, and their offline check."""
