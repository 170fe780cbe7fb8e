/* The desk beside the plain links: the chosen row is marked, the focus goes to what is read, and
   a filter works as soon as it is chosen. */
const desk = document.querySelector(".desk");
const pane = document.getElementById("lezen");

const mark = () => {
  const id = pane.querySelector("[data-report]")?.dataset.report;
  for (const row of desk.querySelectorAll("[data-row]")) {
    if (row.dataset.id === id) row.setAttribute("aria-current", "true");
    else row.removeAttribute("aria-current");
  }
  desk.classList.toggle("desk--open", Boolean(id));
};

document.addEventListener("htmx:afterSwap", (event) => {
  if (event.target !== pane) return;
  mark();
  const heading = pane.querySelector("h2");
  if (!heading) return;
  if (matchMedia("(max-width: 900px)").matches) {
    heading.focus();
    pane.scrollIntoView({ block: "start" });
  }
});

const filters = document.querySelector("[data-filters]");
for (const part of [filters, document.querySelector("[data-more]")]) {
  part?.addEventListener("change", (event) => {
    if (event.target.matches("select, input[type=checkbox]")) filters.requestSubmit();
  });
}

/* x ticks the row that has the focus, for a step on many reports at once. */
document.addEventListener("keydown", (event) => {
  if (event.key !== "x" || event.ctrlKey || event.metaKey || event.altKey) return;
  if (document.body.classList.contains("keys-off") || event.target.matches("input, textarea, select")) return;
  const row = document.activeElement.closest(".rep-row") || desk.querySelector("[aria-current]")?.closest(".rep-row");
  const box = row?.querySelector("input[type=checkbox]");
  if (!box) return;
  box.checked = !box.checked;
  event.preventDefault();
});

/* Now and then: what came in, and who else has this report open. Not while nobody looks. */
const token = () => document.querySelector("#tegelijk [name=csrfmiddlewaretoken]")?.value || "";
const ask = async (url, options) => {
  if (document.visibilityState !== "visible") return {};
  try {
    const answer = await fetch(url, { headers: { "X-CSRFToken": token() }, ...options });
    return answer.ok ? await answer.json() : {};
  } catch {
    return {}; /* no line: what stands on the page stays */
  }
};
const say = (place, { said }) => {
  if (said === undefined) return;
  (place.querySelector("a") || place).textContent = said;
  place.hidden = !said;
};

const live = document.querySelector("[data-since]");
let drawn = null;
const fresh = async () => {
  const joint = live.dataset.since.includes("?") ? "&" : "?";
  const answer = await ask(drawn ? `${live.dataset.since}${joint}sinds=${encodeURIComponent(drawn)}` : live.dataset.since);
  drawn ||= answer.now;
  say(live, answer);
};
const here = async () => {
  const open = pane.querySelector("[data-here]");
  if (open) say(open.querySelector("[data-here-said]"), await ask(open.dataset.here, { method: "POST" }));
};
if (live) {
  fresh();
  setInterval(fresh, 30000);
}
setInterval(here, 20000);
document.addEventListener("htmx:afterSwap", (event) => event.target === pane && here());
here();
