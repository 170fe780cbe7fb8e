// The ground of a place map: areas, borders of wijken, waters and roads, with their names.
// Names come and go with the zoom, so that they never cover each other.

import { STREETS_FROM } from "./streets.js";

const AREA = { color: "#A9B6BE", weight: 1.5, fillColor: "#fff", fillOpacity: 1, className: "buurt" };
const CHOSEN = { color: "#14212B", weight: 3, fillColor: "#E7F0F4", fillOpacity: 1 };
const NAMES_FROM = 14;

function named(L, text, at, kind) {
  const html = document.createElement("span");
  html.textContent = text;
  return L.tooltip({ permanent: true, direction: "center", className: `buurt-name buurt-name--${kind}`, interactive: false })
    .setLatLng(at).setContent(html);
}

function middle(feature) {
  const line = feature.geometry.coordinates;
  const [lon, lat] = line[Math.floor(line.length / 2)];
  return [lat, lon];
}

export function drawGround(L, map, data, tiles) {
  const of = (...kinds) => ({ type: "FeatureCollection", features: data.features.filter((f) => kinds.includes(f.properties.kind)) });
  const fill = tiles ? { fillOpacity: 0.05 } : {};
  L.geoJSON(of("neighbour"), { interactive: false, style: { color: "#B9C4CB", weight: 1, fill: false } }).addTo(map);
  const areas = L.geoJSON(of("buurt"), { style: { ...AREA, ...fill }, bubblingMouseEvents: true }).addTo(map);
  if (!tiles) {
    L.geoJSON(of("water"), { interactive: false, filter: (f) => !f.properties.outside, style: { color: "#7FB0C4", weight: 4 } }).addTo(map);
    L.geoJSON(of("road"), { interactive: false, style: { color: "#8A969F", weight: 5 } }).addTo(map);
    L.geoJSON(of("road"), { interactive: false, style: { color: "#fff", weight: 2 } }).addTo(map);
  }
  return { areas, names: tiles ? null : names(L, map, data) };
}

function names(L, map, data) {
  const near = L.layerGroup();
  const far = L.layerGroup();
  const always = L.layerGroup().addTo(map);
  for (const { name, label } of data.wijken) far.addLayer(named(L, name, label, "wijk"));
  for (const { properties, geometry } of data.features) {
    const { kind, name, label } = properties;
    if (kind === "buurt") near.addLayer(named(L, name, label, "buurt"));
    else if (kind === "neighbour") always.addLayer(named(L, name, label, "around"));
    else if (kind === "water") always.addLayer(named(L, name, middle({ geometry }), "water"));
    else if (kind === "road") always.addLayer(named(L, name, middle({ geometry }), "road"));
  }
  const show = () => {
    const zoom = map.getZoom();
    const wanted = zoom < NAMES_FROM ? far : zoom < STREETS_FROM ? near : null;
    for (const layer of [near, far]) if (layer === wanted) layer.addTo(map); else layer.remove();
  };
  map.on("zoomend", show);
  show();
  return { near, far };
}

export function choose(areas, code, tiles) {
  areas.eachLayer((layer) => {
    const mine = layer.feature.properties.code === code;
    const opacity = tiles ? (mine ? 0.25 : 0.05) : 1;
    layer.setStyle({ ...(mine ? CHOSEN : AREA), fillOpacity: opacity });
    if (mine) layer.bringToFront();
  });
}
