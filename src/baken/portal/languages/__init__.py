"""Which languages a visitor is offered, and who had them read by a native speaker."""
