/* <form data-proof="worker.js">: does the work while somebody types, and waits for it when they send.
   Without a worker the form goes as it is: then we take fewer of them. */
const form = document.querySelector("form[data-proof]");
if (form && window.Worker) {
  const { opgave, bewijs } = form.elements, state = form.querySelector("[data-state]");
  let worker, done = false, sending = false;
  const finish = (answer) => {
    done = true;
    bewijs.value = answer;
    if (sending) form.submit();
  };
  const start = () => {
    if (worker) return;
    worker = new Worker(form.dataset.proof);
    worker.onmessage = (event) => finish(event.data);
    worker.onerror = () => finish("");
    worker.postMessage({ challenge: opgave.value, bits: Number(form.dataset.bits) });
  };
  form.addEventListener("focusin", start);
  form.addEventListener("submit", (event) => {
    if (done || event.submitter?.formNoValidate) return;
    event.preventDefault();
    sending = true;
    state.textContent = form.dataset.busy;
    start();
  });
}
