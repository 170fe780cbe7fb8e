/* The screen on the wall renews itself every minute, unless somebody is using it. */
const MINUTE = 60000;
setInterval(() => {
  if (document.visibilityState === "visible" && document.activeElement === document.body) location.reload();
}, MINUTE);
