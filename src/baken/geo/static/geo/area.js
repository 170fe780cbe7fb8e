// An area for a filter: click its corners on the map; the corners go along in a hidden field.
// Without script this part says nothing new: one chooses a wijk from the list.
import { drawGround } from "./ground.js";
import { leaflet } from "./leaflet.js";

const LINE = { color: "#0B4F6C", weight: 3, fillColor: "#FFD21F", fillOpacity: 0.25 };
const FEWEST = 3;
const MOST = 50;

function read(text) {
  return text ? text.split(";").map((pair) => pair.split(",").map(Number)) : [];
}

function write(corners) {
  return corners.map(([lat, lon]) => `${lat.toFixed(5)},${lon.toFixed(5)}`).join(";");
}

export function areaFilter(root, field) {
  const go = root.querySelector("[data-area-go]");
  const clear = root.querySelector("[data-area-clear]");
  let corners = read(field.value);
  let map = null, shape = null;

  const draw = () => {
    shape?.setLatLngs(corners);
    go.disabled = corners.length < FEWEST;
  };

  async function open() {
    if (map || !root.open) return;
    const [L, answer] = await Promise.all([leaflet(root.dataset), fetch(root.dataset.areas)]);
    const data = await answer.json();
    map = L.map(root.querySelector("[data-area-map]"), { attributionControl: false, zoomAnimation: false, fadeAnimation: false, scrollWheelZoom: false });
    const { areas } = drawGround(L, map, data, "");
    map.fitBounds(areas.getBounds(), { animate: false });
    shape = L.polygon(corners, LINE).addTo(map);
    if (corners.length) map.fitBounds(shape.getBounds().pad(0.3), { animate: false });
    map.on("click", ({ latlng }) => {
      if (corners.length < MOST) corners = [...corners, [latlng.lat, latlng.lng]];
      draw();
    });
    draw();
  }

  root.addEventListener("toggle", open);
  clear.addEventListener("click", () => {
    const had = Boolean(field.value);
    corners = [];
    draw();
    if (!had) return;
    field.disabled = true;
    field.form.requestSubmit();
  });
  go.addEventListener("click", () => {
    field.value = write(corners);
    field.disabled = false;
    field.form.requestSubmit();
  });
  open();
}

const root = document.querySelector("[data-area]");
const field = document.querySelector("[data-shape]");
if (root && field) areaFilter(root, field);
