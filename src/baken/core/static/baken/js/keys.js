/* Keys of the workplace: / search, g menu, j k through a list, ? shows them. They can be switched off. */
const OFF = "baken.keys";
const help = document.getElementById("toetsen");
const opener = document.querySelector("[data-key-help]");
const toggle = document.querySelector("[data-key-switch]");
let before = null;

const on = () => {
  try {
    return localStorage.getItem(OFF) !== "off";
  } catch {
    return true;
  }
};

const remember = (yes) => {
  try {
    if (yes) localStorage.removeItem(OFF);
    else localStorage.setItem(OFF, "off");
  } catch {
    /* storage is off: the choice lasts for this page */
  }
  document.body.classList.toggle("keys-off", !yes);
};

const open = () => {
  before = document.activeElement;
  help.hidden = false;
  help.focus();
};

const close = () => {
  if (help.hidden) return;
  help.hidden = true;
  if (before) before.focus();
};

const shut = () => {
  close();
  for (const menu of document.querySelectorAll(".switch[open], .mobile-menu[open]")) {
    menu.open = false;
    menu.querySelector("summary").focus();
  }
};

const search = () => {
  const field = [...document.querySelectorAll("input[type=search]")].find((found) => found.offsetParent);
  if (field) field.focus();
};

const menu = () => {
  const link = [...document.querySelectorAll(".rail nav a, .mobile-menu summary")].find((found) => found.offsetParent);
  if (link) link.focus();
};

/* A list marks its rows with data-row; the row or its first link takes the focus. */
const step = (direction) => {
  const rows = [...document.querySelectorAll("[data-row]")];
  if (!rows.length) return;
  const now = rows.findIndex((row) => row.contains(document.activeElement));
  const start = now < 0 ? rows.findIndex((row) => row.matches("[aria-current]")) : now;
  const next = rows[Math.min(Math.max(start + direction, 0), rows.length - 1)];
  const target = next.matches("a, button") ? next : next.querySelector("a, button");
  target.focus();
  target.scrollIntoView({ block: "nearest" });
};

/* A page prints its own keys with data-key on the button or link that they press; one may have more. */
const press = (key) => {
  const target = document.querySelector(`[data-key~="${CSS.escape(key)}"]`);
  if (target) target.click();
  return Boolean(target);
};

const actions = { "/": search, g: menu, j: () => step(1), k: () => step(-1), "?": open };
const typing = (element) => element.isContentEditable || element.matches("input:not([type=checkbox]):not([type=radio]), textarea, select");

document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") shut();
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
  if (!on() || typing(event.target)) return;
  const action = actions[event.key];
  if (action) action();
  if (action || press(event.key)) event.preventDefault();
});

if (help && opener) {
  opener.hidden = false;
  opener.addEventListener("click", open);
  help.querySelector("[data-key-close]").addEventListener("click", close);
  toggle.checked = on();
  toggle.addEventListener("change", () => remember(toggle.checked));
  remember(on());
}
