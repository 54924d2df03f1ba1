"""What is known of French, Spanish and Russian."""
