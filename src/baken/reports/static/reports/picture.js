/* 'Bewaar als plaatje': draws the code on a canvas and gives it as a PNG. Nothing leaves the device. */
const button = document.querySelector("[data-picture]");
const source = document.getElementById("code");

const draw = (groups, words) => {
  const canvas = document.createElement("canvas");
  canvas.width = 720;
  canvas.height = 300;
  const pen = canvas.getContext("2d");
  pen.fillStyle = "#fff";
  pen.fillRect(0, 0, 720, 300);
  pen.fillStyle = "#14212B";
  pen.font = "24px sans-serif";
  pen.fillText(words, 40, 60);
  pen.font = "600 56px sans-serif";
  groups.forEach((group, i) => pen.fillText(group, 40 + (i % 3) * 210, 150 + Math.floor(i / 3) * 90));
  return canvas;
};

if (button && source) {
  button.hidden = false;
  button.addEventListener("click", () => {
    const link = document.createElement("a");
    link.download = "code.png";
    link.href = draw(source.dataset.copyText.match(/.{4}/g), button.dataset.words).toDataURL("image/png");
    link.click();
  });
}
