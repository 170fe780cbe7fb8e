/* Questions that depend on an earlier answer show when that answer is given; contact details go when
   one reports without a name. Without this script all of them show, and the server judges the same. */
const form = document.querySelector("[data-questions]");

const answer = (name) => form.querySelector(`[name="${name}"]:checked`)?.value ?? "";

const fits = (box) => {
  const values = box.dataset.values.split(" ").filter(Boolean);
  const given = answer(box.dataset.needs);
  return values.length ? values.includes(given) : given !== box.dataset.unless;
};

const show = () => {
  for (const box of form.querySelectorAll("[data-needs]")) {
    box.hidden = !fits(box);
    for (const control of box.querySelectorAll("input, select, textarea")) {
      control.disabled = box.hidden;
    }
  }
};

if (form) {
  form.addEventListener("change", show);
  show();
}
