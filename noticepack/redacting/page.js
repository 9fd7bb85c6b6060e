"use strict";
// Marks in the file and rows of the list point at each other by the mark's own text: one token stands for one value,
// a label for every value of its kind. Nothing is made from the file here; only classes and scroll places change.

const all = (selector) => [...document.querySelectorAll(selector)];
const rows = all("li[data-kind]");
const marks = all("mark");
const say = document.getElementById("say");

function clear() {
  all(".on").forEach((one) => one.classList.remove("on"));
}

function show(found, first) {
  clear();
  found.forEach((one) => one.classList.add("on"));
  if (first) first.scrollIntoView({ block: "center" });
}

function fromRow(row) {
  const button = row.querySelector("button");
  const there = marks.filter((mark) => mark.dataset.mark === button.dataset.mark);
  const page = button.dataset.page && document.getElementById("p" + button.dataset.page);
  const found = there.length ? there : page ? [page] : [];
  const same = rows.filter((one) => one.querySelector("button").dataset.mark === button.dataset.mark);
  const turn = there.length ? same.indexOf(row) % there.length : 0;
  show([row, ...found], found[turn]);
  say.textContent = found.length ? found.length + " places in the copy" : "not seen in the copy: it went with its channel";
}

function fromMark(mark) {
  const found = rows.filter((row) => row.querySelector("button").dataset.mark === mark.dataset.mark);
  found.forEach((row) => { row.hidden = false; });
  show([mark, ...found], found[0]);
  say.textContent = found.length ? found[0].textContent : "";
}

rows.forEach((row) => row.querySelector("button").addEventListener("click", () => fromRow(row)));
marks.forEach((mark) => {
  mark.addEventListener("click", () => fromMark(mark));
  mark.addEventListener("keydown", (event) => { if (event.key === "Enter") fromMark(mark); });
});
all(".kind").forEach((kind) => kind.addEventListener("click", () => {
  const on = kind.getAttribute("aria-pressed") !== "true";
  all(".kind").forEach((one) => one.setAttribute("aria-pressed", String(one === kind && on)));
  rows.forEach((row) => { row.hidden = on && row.dataset.kind !== kind.dataset.kind; });
}));
document.addEventListener("keydown", (event) => { if (event.key === "Escape") clear(); });
