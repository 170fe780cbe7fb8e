// Which area holds a point, found in the browser from the layer that is there anyway: where
// somebody stands or clicks is sent to nobody until the form is. The server decides again then.

function crossings(ring, x, y) {
  let odd = false;
  for (let i = 0, j = ring.length - 1; i < ring.length; j = i++) {
    const [x1, y1] = ring[i], [x2, y2] = ring[j];
    if ((y1 > y) !== (y2 > y) && x < ((x2 - x1) * (y - y1)) / (y2 - y1) + x1) odd = !odd;
  }
  return odd;
}

function holds({ type, coordinates }, lon, lat) {
  const polygons = type === "MultiPolygon" ? coordinates : type === "Polygon" ? [coordinates] : [];
  return polygons.some((rings) => rings.reduce((odd, ring) => odd !== crossings(ring, lon, lat), false));
}

export function areaAt(data, lat, lon) {
  const at = (kind) => data.features.find((f) => f.properties.kind === kind && holds(f.geometry, lon, lat));
  return at("buurt") || at("neighbour") || null;
}
