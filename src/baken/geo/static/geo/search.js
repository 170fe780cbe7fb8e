// The address box as a combobox: suggestions below it, arrows to walk, Enter to take, Escape to close.

const SHORTEST = 3;
const PAUSE = 220;

export function addressBox(root, { url, say, taken, text }) {
  const input = root.querySelector("[data-place-query]");
  const list = root.querySelector("[data-place-list]");
  if (!input || !list) return;
  let timer = 0;
  let asked = 0;
  let found = [];
  let current = -1;

  input.setAttribute("role", "combobox");
  input.setAttribute("aria-autocomplete", "list");
  input.setAttribute("aria-controls", list.id);
  input.setAttribute("aria-expanded", "false");

  function close() {
    list.hidden = true;
    current = -1;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  }

  function mark(index) {
    current = (index + found.length) % found.length;
    [...list.children].forEach((item, i) => item.setAttribute("aria-selected", String(i === current)));
    const item = list.children[current];
    input.setAttribute("aria-activedescendant", item.id);
    item.scrollIntoView({ block: "nearest" });
  }

  function take(index) {
    const address = found[index];
    input.value = address.line;
    close();
    taken(address);
  }

  function show(addresses) {
    found = addresses;
    list.replaceChildren(...addresses.map(row));
    list.hidden = !addresses.length;
    input.setAttribute("aria-expanded", String(!!addresses.length));
    if (addresses.length) say(`${text.found} ${addresses.length}`);
  }

  function row(address, index) {
    const item = document.createElement("li");
    item.id = `${list.id}-${index}`;
    item.setAttribute("role", "option");
    item.setAttribute("aria-selected", "false");
    const line = document.createElement("b");
    line.textContent = address.line;
    const where = document.createElement("span");
    where.className = "meta";
    where.textContent = address.fictional ? `${address.where} ${text.fictional}` : address.where;
    item.append(line, where);
    item.addEventListener("mousedown", (event) => event.preventDefault());
    item.addEventListener("click", () => take(index));
    return item;
  }

  async function ask(query) {
    const mine = ++asked;
    try {
      const answer = await fetch(`${url}?q=${encodeURIComponent(query)}`, { headers: { Accept: "application/json" } });
      const body = await answer.json();
      if (mine !== asked) return;
      show(body.addresses || []);
      if (body.message) say(body.message);
    } catch {
      if (mine === asked) say(text.offline);
    }
  }

  input.addEventListener("input", () => {
    clearTimeout(timer);
    const query = input.value.trim();
    taken(null);
    if (query.length < SHORTEST) { asked += 1; close(); return; }
    timer = setTimeout(() => ask(query), PAUSE);
  });
  input.addEventListener("keydown", (event) => {
    if (list.hidden) return;
    if (event.key === "ArrowDown") { event.preventDefault(); mark(current + 1); }
    else if (event.key === "ArrowUp") { event.preventDefault(); mark(current < 0 ? found.length - 1 : current - 1); }
    else if (event.key === "Enter" && current >= 0) { event.preventDefault(); take(current); }
    else if (event.key === "Escape") { event.preventDefault(); close(); }
  });
  input.addEventListener("blur", () => setTimeout(close, 150));
}
