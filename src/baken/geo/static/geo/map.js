// Makes a choropleth larger on request: the server's own SVG, laid in a Leaflet map to zoom and
// drag. Until then it stays as it came, so that reading the page needs no script at all.

import { leaflet } from "./leaflet.js";

function enhance(figure) {
  const room = figure.querySelector("[data-map-room]");
  const svg = room?.querySelector("svg.map");
  if (!svg?.dataset.bounds) return;
  const text = room.dataset;
  const button = document.createElement("button");
  button.type = "button";
  button.className = "utrecht-button utrecht-button--subtle map-larger";
  button.textContent = text.textLarger;
  const tools = document.createElement("div");
  tools.className = "map-tools";
  tools.append(button, readout(room));
  (figure.querySelector(".legend") || room).after(tools);
  let map = null;

  button.addEventListener("click", async () => {
    if (map) { shrink(); return; }
    const L = await leaflet(text);
    map = grow(L, room, svg);
    button.textContent = text.textSmaller;
  });

  function shrink() {
    map.remove();
    map = null;
    room.replaceChildren(svg);
    button.textContent = text.textLarger;
  }
}

function grow(L, room, svg) {
  const [south, west, north, east] = svg.dataset.bounds.split(",").map(Number);
  const box = document.createElement("div");
  box.setAttribute("role", "group");
  room.replaceChildren(box);
  const bounds = L.latLngBounds([south, west], [north, east]);
  const map = L.map(box, { attributionControl: false, zoomControl: false, zoomSnap: 0.25, scrollWheelZoom: false,
    zoomAnimation: false, fadeAnimation: false, inertia: false, maxBounds: bounds.pad(0.2) });
  L.control.zoom({ zoomInTitle: room.dataset.textIn, zoomOutTitle: room.dataset.textOut }).addTo(map);
  L.svgOverlay(svg, bounds, { interactive: true }).addTo(map);
  map.fitBounds(bounds, { animate: false });
  map.setMinZoom(map.getZoom());
  keepWordsSmall(map, svg);
  dragIsNoClick(box);
  return map;
}

// Words grow slower than the map, so that looking closer shows more than larger letters.
function keepWordsSmall(map, svg) {
  const first = map.getZoom();
  const words = [...svg.querySelectorAll("text")].map((text) => [text, parseFloat(getComputedStyle(text).fontSize)]);
  map.on("zoomend", () => {
    const times = 2 ** (map.getZoom() - first);
    for (const [text, size] of words) text.style.fontSize = `${size * times ** -0.85}px`;
    map.getContainer().classList.toggle("closer", times >= 2);
  });
  map.on("unload", () => { for (const [text] of words) text.style.fontSize = ""; });
}

// A drag that ends on an area must not follow its link.
function dragIsNoClick(box) {
  let start = null;
  box.addEventListener("pointerdown", (event) => { start = [event.clientX, event.clientY]; }, true);
  box.addEventListener("dragstart", (event) => event.preventDefault());
  box.addEventListener("click", (event) => {
    if (start && Math.hypot(event.clientX - start[0], event.clientY - start[1]) > 4) event.preventDefault();
  }, true);
}

// Name and figure of the area under the pointer or focus, in a line of text below the map.
function readout(room) {
  const line = document.createElement("p");
  line.className = "map-readout";
  line.setAttribute("aria-hidden", "true");
  const show = (event) => {
    const title = event.target.closest?.("svg.map .w, svg.map a")?.querySelector("title");
    line.textContent = title ? title.textContent : "";
  };
  for (const kind of ["pointerover", "focusin"]) room.addEventListener(kind, show);
  for (const kind of ["pointerleave", "focusout"]) room.addEventListener(kind, () => { line.textContent = ""; });
  return line;
}

document.querySelectorAll("[data-map]").forEach(enhance);
