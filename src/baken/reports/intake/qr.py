"""A QR code as SVG with presentation attributes only."""

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _


def drawn(text: str) -> SafeString:
    """The QR code of `text`, black on white, with a border of two modules."""
    import qrcode

    # Any of the eight masks is valid; trying them all costs more than the whole report.
    medium = qrcode.constants.ERROR_CORRECT_M
    code = qrcode.QRCode(border=2, error_correction=medium, mask_pattern=2)
    code.add_data(text)
    code.make()
    rows = code.get_matrix()
    return format_html(
        '<svg viewBox="0 0 {} {}" role="img" aria-label="{}" shape-rendering="crispEdges">'
        '<path fill="#fff" d="M0 0h{}v{}H0z"/><path fill="#000" d="{}"/></svg>',
        len(rows), len(rows), _("QR-code naar uw melding"), len(rows), len(rows), _path(rows),
    )  # fmt: skip


def _path(rows: list[list[bool]]) -> str:
    """One subpath per run of dark modules."""
    parts = []
    for y, row in enumerate(rows):
        x = 0
        while x < len(row):
            run = 0
            while x + run < len(row) and row[x + run]:
                run += 1
            if run:
                parts.append(f"M{x} {y}h{run}v1h-{run}z")
            x += run or 1
    return "".join(parts)
