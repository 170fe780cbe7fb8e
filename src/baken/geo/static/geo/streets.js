// Houses and street names of the buurten in view, once one looks closely: without tiles they are
// what one finds the way by. Taken from the address register, a buurt at a time.

export const STREETS_FROM = 15.5;
const NUMBERS_FROM = 17.5;
const AT_ONCE = 6;

function paneAbove(L, map) {
  const pane = map.createPane("houses");
  pane.style.zIndex = 420;
  pane.style.pointerEvents = "none";
  return L.canvas({ pane: "houses", padding: 0.3 });
}

function label(L, text, at, kind) {
  const html = document.createElement("span");
  html.textContent = text;
  return L.tooltip({ permanent: true, direction: "center", interactive: false, className: `buurt-name buurt-name--${kind}` })
    .setLatLng(at).setContent(html);
}

// Of labels that would cover each other only the first is shown.
function withoutOverlap(map, labels, letterWidth) {
  const taken = [];
  const size = map.getSize();
  return labels.filter(({ text, at }) => {
    const { x, y } = map.latLngToContainerPoint(at);
    const half = text.length * letterWidth / 2 + 3;
    const box = [x - half, y - 9, x + half, y + 9];
    if (box[2] < 0 || box[0] > size.x || box[3] < 0 || box[1] > size.y) return false;
    const free = taken.every((other) => box[2] < other[0] || box[0] > other[2] || box[3] < other[1] || box[1] > other[3]);
    if (free) taken.push(box);
    return free;
  });
}

export function showStreets(L, map, areas, url) {
  const seen = new Set();
  const canvas = paneAbove(L, map);
  const houses = L.layerGroup();
  const words = L.layerGroup().addTo(map);
  const streets = [];
  const numbers = [];

  function keep(found) {
    for (const [text, list] of Object.entries(found)) {
      for (const [lat, lon, number] of list) {
        houses.addLayer(L.circle([lat, lon], { radius: 4.5, renderer: canvas, interactive: false, stroke: false, fillColor: "#C5CED4", fillOpacity: 1 }));
        numbers.push({ text: number, at: [lat, lon], kind: "number" });
      }
      const mean = (i) => list.reduce((sum, house) => sum + house[i], 0) / list.length;
      streets.push({ text, at: [mean(0), mean(1)], kind: "street" });
    }
  }

  function unseenInView() {
    const view = map.getBounds();
    const codes = [];
    areas.eachLayer((layer) => {
      const { code } = layer.feature.properties;
      if (!seen.has(code) && view.intersects(layer.getBounds())) codes.push(code);
    });
    return codes.slice(0, AT_ONCE);
  }

  async function fetchInView() {
    for (const code of unseenInView()) {
      seen.add(code);
      try {
        const answer = await fetch(`${url}?buurt=${code}`);
        if (answer.ok) keep((await answer.json()).streets);
      } catch {
        seen.delete(code);
      }
    }
  }

  function write() {
    const zoom = map.getZoom();
    const wanted = zoom >= NUMBERS_FROM ? [...streets, ...numbers] : streets;
    words.clearLayers();
    for (const { text, at, kind } of withoutOverlap(map, wanted, 7)) words.addLayer(label(L, text, at, kind));
  }

  async function update() {
    if (map.getZoom() < STREETS_FROM) { houses.remove(); words.clearLayers(); return; }
    houses.addTo(map);
    await fetchInView();
    if (map.getZoom() >= STREETS_FROM) write();
  }

  map.on("moveend", update);
  update();
}
