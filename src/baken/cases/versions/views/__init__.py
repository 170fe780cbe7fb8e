"""Pages of the model's versions."""
