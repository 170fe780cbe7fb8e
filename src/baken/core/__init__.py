"""What every module stands on: acting, the wall, clock, events, errors. No domain word."""
