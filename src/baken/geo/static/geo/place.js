// Makes a place picker of the form that already works without script: a map to click, a pin to
// drag, the address box, the device's own place. Hidden fields carry what was chosen. On a narrow
// screen the map that came with the page stays until somebody wants to point: it is most of the weight.
import { addressBox } from "./search.js";

// What only a map needs, fetched with it.
let choose, drawGround, leaflet, makePin, steer, showStreets, areaAt;
async function tools() {
  [{ choose, drawGround }, { leaflet }, { makePin, steer }, { showStreets }, { areaAt }] = await Promise.all([
    import("./ground.js"), import("./leaflet.js"), import("./pin.js"), import("./streets.js"), import("./where.js"),
  ]);
}

const ROUGH_METRES = 300;
const CLOSE = 16;
const NARROW = "(max-width: 700px)";

function nameOf({ properties: { name, wijk } }) {
  return wijk && wijk !== name ? `${name}, ${wijk}` : name;
}

function picker(root) {
  const text = Object.fromEntries(Object.entries(root.dataset).filter(([k]) => k.startsWith("text"))
    .map(([k, v]) => [k[4].toLowerCase() + k.slice(5), v]));
  const part = (name) => root.querySelector(`[data-place-${name}]`);
  const message = part("message");
  const query = part("query");
  const fields = { lat: part("lat"), lon: part("lon"), buurt: part("buurt"), address: part("address") };
  const say = (words) => { if (message) message.textContent = words; };
  let L = null, map = null, pin = null, ground = null, layer = null;

  function write(values) {
    for (const [name, value] of Object.entries(values)) if (fields[name]) fields[name].value = value;
  }

  function mark(buurt) {
    write({ buurt });
    if (ground) choose(ground.areas, buurt, root.dataset.tiles);
  }

  function putPin(at, closer) {
    if (!map) return;
    if (pin) pin.setLatLng(at);
    else {
      pin = makePin(L, at, text.pin).addTo(map);
      pin.on("dragend", () => picked(pin.getLatLng()));
      steer(pin, picked);
    }
    if (closer) map.setView(at, Math.max(map.getZoom(), CLOSE), { animate: false });
    else if (!map.getBounds().contains(at)) map.panTo(at, { animate: false });
  }

  function clearPoint() {
    write({ lat: "", lon: "", address: "" });
    if (pin) { pin.remove(); pin = null; }
  }

  // A point from the map, the pin or the device: in which buurt is it, if in any?
  function picked({ lat, lng }, closer = false, note = "") {
    const area = layer ? areaAt(layer, lat, lng) : null;
    if (area?.properties.kind !== "buurt") {
      clearPoint();
      mark("");
      const name = area?.properties.name;
      say(!layer ? text.offline : name ? text.neighbour.replaceAll("{buur}", name) : text.outside);
      return;
    }
    if (fields.address?.value) query.value = "";
    putPin([lat, lng], closer);
    write({ lat: lat.toFixed(6), lon: lng.toFixed(6), address: "" });
    mark(area.properties.code);
    say(`${text.chosen} ${nameOf(area)}. ${note}`.trim());
  }

  function tookAddress(address) {
    if (!address) { write({ address: "" }); return; }
    write({ lat: address.lat, lon: address.lon, address: address.bag_id });
    putPin([address.lat, address.lon], true);
    mark(address.buurt);
    say(`${text.chosen} ${address.line}, ${address.where}`);
  }

  function useDevice() {
    if (!navigator.geolocation) { say(text.unavailable); return; }
    say(text.looking);
    navigator.geolocation.getCurrentPosition(
      async ({ coords }) => {
        await draw();
        const rough = coords.accuracy > ROUGH_METRES ? text.rough : "";
        picked({ lat: coords.latitude, lng: coords.longitude }, true, rough);
      },
      (problem) => say([text.unavailable, text.denied, text.unavailable, text.slow][problem.code] || text.unavailable),
      { enableHighAccuracy: true, timeout: 12000, maximumAge: 60000 },
    );
  }

  function keys(event) {
    if ((event.key === "Enter" || event.key === " ") && event.target === map.getContainer()) {
      event.preventDefault();
      picked(map.getCenter());
    }
  }

  async function drawMap() {
    const room = part("map");
    if (!room) return;
    const [answer] = await Promise.all([fetch(root.dataset.areas), tools()]);
    if (!answer.ok) return;
    const data = await answer.json();
    layer = data;
    L = await leaflet(root.dataset);
    const box = document.createElement("div");
    room.replaceChildren(box);
    map = L.map(box, { attributionControl: false, zoomControl: false, zoomSnap: 0.5, scrollWheelZoom: false,
      zoomAnimation: false, fadeAnimation: false, markerZoomAnimation: false, inertia: false, minZoom: 11, maxZoom: 19 });
    L.control.zoom({ zoomInTitle: text.in, zoomOutTitle: text.out }).addTo(map);
    const bounds = L.geoJSON(data.features.filter((f) => f.properties.kind === "buurt")).getBounds();
    map.fitBounds(bounds, { animate: false });
    map.setMaxBounds(bounds.pad(0.4));
    if (root.dataset.tiles) L.tileLayer(root.dataset.tiles, { maxZoom: 19 }).addTo(map);
    ground = drawGround(L, map, data, root.dataset.tiles);
    if (!root.dataset.tiles) showStreets(L, map, ground.areas, root.dataset.streets);
    const cross = document.createElement("div");
    cross.className = "cross";
    box.append(cross);
    box.setAttribute("role", "application");
    box.setAttribute("aria-label", text.map);
    box.addEventListener("keydown", keys);
    map.on("click", (event) => picked(event.latlng));
    resume(data);
  }

  function resume(data) {
    const lat = parseFloat(fields.lat?.value), lon = parseFloat(fields.lon?.value);
    const known = Number.isFinite(lat) && Number.isFinite(lon);
    if (known && fields.buurt?.value) putPin([lat, lon], true);
    else if (known) picked({ lat, lng: lon }, true);
    if (fields.buurt?.value) showBuurt(data, !pin);
  }

  function showBuurt(data, closer) {
    const code = fields.buurt.value;
    choose(ground.areas, code, root.dataset.tiles);
    const feature = data.features.find((f) => f.properties.code === code);
    if (!feature) { say(""); return; }
    if (closer) map.fitBounds(L.geoJSON(feature).getBounds().pad(0.3), { animate: false, maxZoom: CLOSE });
    say(`${text.chosen} ${nameOf(feature)}`);
  }

  addressBox(root, { url: root.dataset.addresses, say, taken: tookAddress, text });
  part("here")?.addEventListener("click", useDevice);
  root.querySelectorAll("[data-place-script]").forEach((element) => { element.hidden = false; });
  fields.buurt?.addEventListener("change", () => {
    clearPoint();
    if (ground) showBuurt(layer, true);
    else say("");
  });
  let drawn = null;
  const draw = () => {
    const button = part("draw");
    if (button) button.hidden = true;
    return (drawn ||= drawMap().catch(() => {}));
  };
  if (!matchMedia(NARROW).matches) draw();
  else {
    part("draw").hidden = false;
    for (const it of [part("draw"), part("map")]) it?.addEventListener("click", draw, { once: true });
  }
}

document.querySelectorAll("[data-place]").forEach(picker);
