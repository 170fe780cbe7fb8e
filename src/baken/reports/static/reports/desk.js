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
filters?.addEventListener("change", (event) => {
  if (event.target.matches("select, input[type=checkbox]")) filters.requestSubmit();
});
