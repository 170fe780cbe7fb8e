/* allauth announces that a security key was not used; say so on the page. */
document.addEventListener("allauth.error", (event) => {
  const words = document.getElementById("key-trouble");
  if (!words) return;
  event.preventDefault();
  words.hidden = false;
});
