/* 'Snel weg': the neutral page takes this page's place in the history, and the drafts go.
   Escape pressed twice within a second does the same. Without JavaScript it is a plain link. */
const link = document.querySelector("[data-leave]");

const leave = () => {
  try {
    sessionStorage.clear();
  } catch {
    /* storage is off: there is nothing to clear */
  }
  document.documentElement.hidden = true;
  location.replace(link.href);
};

if (link) {
  let last = 0;
  link.addEventListener("click", (event) => {
    event.preventDefault();
    leave();
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    if (event.timeStamp - last < 1000) leave();
    last = event.timeStamp;
  });
}
