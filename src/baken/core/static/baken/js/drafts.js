/* Nothing typed is lost.
   <form data-draft="keep">  public, not sensitive: text is kept in this tab until it is sent
   <form data-draft>         workplace: nothing is stored; leaving with unsent text asks first */
const TYPED = "textarea, input[type=text], input[type=search], input:not([type]), select";
const kept = (form) => `baken.draft:${location.pathname}:${form.id || form.getAttribute("action") || ""}`;
const fields = (form) => [...form.querySelectorAll(TYPED)].filter((field) => field.name && !("noDraft" in field.dataset));

const read = (form) => {
  try {
    return JSON.parse(sessionStorage.getItem(kept(form))) || {};
  } catch {
    return {};
  }
};

const write = (form) => {
  const values = Object.fromEntries(fields(form).map((field) => [field.name, field.value]));
  try {
    sessionStorage.setItem(kept(form), JSON.stringify(values));
  } catch {
    /* full or switched off: the form works without */
  }
};

const forget = (form) => {
  try {
    sessionStorage.removeItem(kept(form));
  } catch {
    /* nothing was kept */
  }
};

const keep = (form) => {
  const values = read(form);
  for (const field of fields(form)) {
    if (!field.value && values[field.name]) field.value = values[field.name];
  }
  form.addEventListener("input", () => write(form));
  form.addEventListener("submit", () => forget(form));
};

const unsent = new Set();
const watch = (form) => {
  form.addEventListener("input", () => unsent.add(form));
  form.addEventListener("submit", () => unsent.delete(form));
};

const start = (root) => {
  for (const form of root.querySelectorAll("form[data-draft]")) {
    if (form.dataset.draft === "keep") keep(form);
    else watch(form);
  }
};

start(document);
document.addEventListener("htmx:load", (event) => start(event.detail.elt));
window.addEventListener("beforeunload", (event) => {
  if ([...unsent].some((form) => form.isConnected)) event.preventDefault();
});
