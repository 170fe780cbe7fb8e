// The pin as Leaflet icon. Leaflet sets its own styles through the object model, which a strict
// content policy allows; nothing here writes a style attribute.
const DRAWING = `<svg viewBox="-17 -46 34 48" aria-hidden="true" focusable="false">
<path fill="#0B4F6C" stroke="#fff" stroke-width="2.5" d="M0 0c-3-8-14-19-14-29a14 14 0 0 1 28 0c0 10-11 21-14 29z"/>
<circle cy="-29" r="5.5" fill="#FFD21F" stroke="#14212B" stroke-width="1.5"/></svg>`;

export function makePin(L, point, label) {
  const icon = L.divIcon({ className: "place-pin", html: DRAWING, iconSize: [34, 46], iconAnchor: [17, 46] });
  return L.marker(point, { icon, draggable: true, keyboard: true, autoPan: true, title: label, alt: label });
}

// Arrows on a focused pin move it about ten metres; Shift a metre.
export function steer(marker, moved) {
  const element = marker.getElement();
  element.addEventListener("keydown", (event) => {
    const way = { ArrowUp: [1, 0], ArrowDown: [-1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] }[event.key];
    if (!way) return;
    event.preventDefault();
    event.stopPropagation();
    const step = event.shiftKey ? 9e-6 : 9e-5;
    const at = marker.getLatLng();
    marker.setLatLng([at.lat + way[0] * step, at.lng + way[1] * step * 1.6]);
    moved(marker.getLatLng());
  });
}
