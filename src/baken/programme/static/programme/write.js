/* <button data-insert="{{ … }}" hidden>: puts it in the text where the cursor was.
   data-alone: in a paragraph of its own. data-replace="53": in the place of that typed number. */
const field = document.querySelector("textarea[data-into]");

const show = (root) => {
  for (const button of root.querySelectorAll("[data-insert]")) button.hidden = false;
};

/* The first place where the number stands by itself, outside {{ … }} and [[ … ]]. */
const standing = (text, number) => {
  const plain = text.replace(/\{\{[^]*?\}\}|\[\[[^]*?\]\]/g, (found) => " ".repeat(found.length));
  const escaped = number.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
  const found = new RegExp(`(?<![\\d.,])${escaped}(?![.,]?\\d)`).exec(plain);
  return found ? [found.index, found.index + number.length] : null;
};

const apart = (text, from, to, words) => {
  const before = text.slice(0, from).trimEnd();
  const after = text.slice(to).trimStart();
  return [before ? `${before}\n\n` : "", words, after ? `\n\n${after}` : "\n"];
};

const put = (button) => {
  const words = button.dataset.insert;
  const text = field.value;
  const number = button.dataset.replace;
  const at = number ? standing(text, number) : [field.selectionStart, field.selectionEnd];
  if (!at) return;
  if ("alone" in button.dataset) {
    const [before, middle, after] = apart(text, ...at, words);
    field.value = before + middle + after;
    field.setSelectionRange(before.length + middle.length, before.length + middle.length);
  } else {
    field.setRangeText(words, ...at, "end");
  }
  field.focus();
  field.dispatchEvent(new Event("input", { bubbles: true }));
};

if (field) {
  show(document);
  document.addEventListener("htmx:load", (event) => show(event.detail.elt));
  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-insert]");
    if (button) put(button);
  });
}
