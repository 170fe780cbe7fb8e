"""Charts: what to draw (shapes), the Vega-Lite spec, a clean SVG, and the store of drawings."""
