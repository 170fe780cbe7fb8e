/* Where the eye must be, the focus goes: the error summary of a page, or of a part that htmx put in. */
const summary = (root) => root.querySelector("[data-focus]");

const show = (root) => {
  const found = summary(root);
  if (found) found.focus();
};

show(document);
document.addEventListener("htmx:afterSettle", (event) => show(event.target));

/* A refused or failed request says so in words; what was typed stays where it is. */
const fail = () => {
  const live = document.getElementById("live");
  if (live) live.textContent = live.dataset.failed;
};
const clear = () => {
  const live = document.getElementById("live");
  if (live) live.textContent = "";
};
document.addEventListener("htmx:sendError", fail);
document.addEventListener("htmx:responseError", fail);
document.addEventListener("htmx:beforeRequest", clear);

/* A form that was sent is not sent twice. */
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.dataset.sent) event.preventDefault();
  if (form.method !== "post" || event.defaultPrevented) return;
  form.dataset.sent = "yes";
  setTimeout(() => delete form.dataset.sent, 10_000); // a download leaves the page where it is
});
window.addEventListener("pageshow", () => {
  for (const form of document.forms) delete form.dataset.sent;
});
document.addEventListener("htmx:afterRequest", (event) => {
  const form = event.target.closest("form");
  if (form) delete form.dataset.sent;
});
