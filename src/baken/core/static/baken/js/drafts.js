/* Nothing typed is lost.
   <form data-draft="keep">  public, not sensitive: text is kept in this tab until it is sent
   <form data-draft>         workplace: nothing is stored here; leaving with unsent text asks first
   <form data-draft data-save="…" data-place="…">  and what is typed goes to the server, for its author */
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

/* A few seconds after the last key: the fields, without files. Sent is sent: then it stops. */
const PAUSE = 2500;
const saved = (form) => {
  const said = form.querySelector("[data-draft-status]");
  const line = (text) => {
    if (said && said.textContent !== text) said.textContent = text;
  };
  let timer = 0;
  let going = null;
  let sent = false;
  let turn = 0;
  const save = async () => {
    const mine = ++turn;
    const body = new URLSearchParams();
    for (const [name, value] of new FormData(form)) {
      if (typeof value === "string") body.append(name, value);
    }
    body.append("place", form.dataset.place);
    going = new AbortController();
    try {
      const answer = await fetch(form.dataset.save, {
        method: "POST", body, signal: going.signal, redirect: "error",
        headers: { "X-CSRFToken": body.get("csrfmiddlewaretoken") || "", Accept: "application/json" },
      });
      if (!answer.ok) throw new Error(String(answer.status));
      if (answer.status === 200) line((await answer.json()).bewaard);
      if (mine === turn && !timer) unsent.delete(form);
    } catch (error) {
      if (error.name !== "AbortError" && said) line(said.dataset.failed);
    }
  };
  form.addEventListener("input", () => {
    clearTimeout(timer);
    if (sent) return;
    timer = setTimeout(() => {
      timer = 0;
      save();
    }, PAUSE);
  });
  form.addEventListener("submit", (event) => {
    if (event.defaultPrevented) return;
    sent = true;
    clearTimeout(timer);
    if (going) going.abort();
  });
  window.addEventListener("pageshow", () => {
    sent = false;
  });
};

const start = (root) => {
  for (const form of root.querySelectorAll("form[data-draft]")) {
    if (form.dataset.draft === "keep") keep(form);
    else watch(form);
    if (form.dataset.save) saved(form);
  }
};

start(document);
document.addEventListener("htmx:load", (event) => start(event.detail.elt));
window.addEventListener("beforeunload", (event) => {
  if ([...unsent].some((form) => form.isConnected)) event.preventDefault();
});
