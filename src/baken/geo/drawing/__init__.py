"""Maps as SVG made on the server: shapes and classes only, no script, no style attribute."""
