"""Pages of reports: telling and following for residents, the desk for who works here."""
