/* Photos go up in pieces while somebody types, and go on where they were when the line was lost
   (tus 1.0). The form then carries their keys. Without this script they go with the form. */
const input = document.querySelector("input[type=file][data-parts]");
const PIECE = 256 * 1024, TUS = { "Tus-Resumable": "1.0.0" };
const rest = (ms) => new Promise((done) => {
  setTimeout(done, ms);
  addEventListener("online", done, { once: true });
});

const words = input?.dataset ?? {};
const form = input?.form;
const list = input?.parentElement.querySelector("[data-parts-list]");
const originals = form?.querySelector("[name=originals]")?.closest(".field");
let going = 0, waiting = null;

/* Whether to keep photos as they are is asked once there is one. */
const ask = () => {
  if (originals) originals.hidden = !list.children.length && !input.files.length && !originals.querySelector("input").checked;
};

/* One row: the name, how far it is, and a way back. */
const row = (name) => {
  const item = document.createElement("li");
  const said = document.createElement("span"), bar = document.createElement("progress"), away = document.createElement("button");
  said.textContent = name;
  bar.setAttribute("aria-label", name);
  bar.max = 1;
  bar.value = 0;
  away.type = "button";
  away.className = "link";
  away.textContent = words.remove;
  away.setAttribute("aria-label", `${words.remove}: ${name}`);
  item.append(said, bar, away);
  list.append(item);
  away.addEventListener("click", () => item.remove());
  return { item, said, bar };
};

const refused = async (answer) => ({ refused: (await answer.text()).slice(0, 200) || words.failed });

/* Begin, or find out how much arrived; then the next piece. Gives the key, or why not. */
async function send(file, shown) {
  let place = "", offset = 0, wait = 500;
  while (shown.item.isConnected) {
    try {
      if (!place) {
        const name = btoa(String.fromCharCode(...new TextEncoder().encode(file.name.slice(0, 100))));
        const begun = await fetch(words.parts, { method: "POST", headers: { ...TUS, "Upload-Length": file.size, "Upload-Metadata": `filename ${name}` } });
        if (begun.status !== 201) return begun.status < 500 ? refused(begun) : Promise.reject();
        place = begun.headers.get("Location");
      }
      if (offset === file.size) return { key: place.split("/").at(-2) };
      const answer = await fetch(place, {
        method: "PATCH", body: file.slice(offset, offset + PIECE),
        headers: { ...TUS, "Upload-Offset": offset, "Content-Type": "application/offset+octet-stream" },
      });
      if (answer.status === 404) place = "";
      else if (answer.status === 413) return refused(answer);
      else if (answer.status !== 204) throw new Error();
      offset = place ? Number(answer.headers.get("Upload-Offset")) : 0;
      shown.bar.value = offset / file.size;
      shown.item.classList.remove("lost");
      wait = 500;
    } catch {
      shown.item.classList.add("lost");
      await rest(wait);
      wait = Math.min(wait * 2, 15000);
      try {
        const here = place && (await fetch(place, { method: "HEAD", headers: TUS }));
        if (here?.status === 404) [place, offset] = ["", 0];
        else if (here?.ok) offset = Number(here.headers.get("Upload-Offset"));
      } catch { /* the line is still down */ }
    }
  }
  if (place) fetch(place, { method: "DELETE", headers: TUS }).catch(() => {});
  return {};
}

async function take(file) {
  const shown = row(file.name);
  going += 1;
  const { key, refused: why } = await send(file, shown);
  going -= 1;
  shown.bar.remove();
  if (key) {
    const field = document.createElement("input");
    Object.assign(field, { type: "hidden", name: `${input.name}-deel`, value: key });
    shown.item.append(field);
    shown.item.classList.add("here");
  } else if (why) {
    shown.said.textContent = `${shown.said.textContent}: ${why}`;
    shown.item.setAttribute("role", "alert");
  }
  if (!going && waiting) {
    form.removeAttribute("aria-busy");
    form.requestSubmit(...waiting.filter(Boolean));
    waiting = null;
  }
}

if (input) {
  new MutationObserver(ask).observe(list, { childList: true });
  ask();
  for (const away of form.querySelectorAll("[data-parts-list] button")) {
    away.addEventListener("click", () => away.closest("li").remove());
  }
  input.addEventListener("change", () => {
    const room = Number(words.most) - form.querySelectorAll("[data-parts-list] li").length;
    const chosen = [...input.files];
    ask();
    if (chosen.length > room) return; /* the form says how many we take */
    input.value = "";
    chosen.forEach(take);
  });
  /* Before all others: first the photos, then the form. */
  document.addEventListener("submit", (event) => {
    if (event.target !== form || !going || event.submitter?.formNoValidate) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    waiting = [event.submitter];
    form.setAttribute("aria-busy", "true");
    const state = form.querySelector("[data-state]");
    if (state) state.textContent = words.busy;
  }, true);
}
