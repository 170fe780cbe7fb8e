"""Open311 GeoReport v2, with the service request updates of mySociety."""
