"use strict";
// Facts and the places they were read from point at each other by number: data-of of a fact, data-f of a mark.
// Everything of the notice is text and attributes of elements that the page already holds; nothing is made from it here.

const all = (root, selector) => [...root.querySelectorAll(selector)];
const numbers = (element, name) => element.dataset[name].trim().split(/\s+/);
const notices = all(document, ".notice");
const say = document.getElementById("say");
const back = document.getElementById("back");
let notice = notices[0];
let chosen = null; // number of the finding that is shown

function open(which, { focus = false, keep = false } = {}) {
  notice = which;
  notices.forEach((one) => { one.hidden = one !== which; });
  all(document, ".pick").forEach((pick) => {
    const here = pick.dataset.open === which.id;
    pick.classList.toggle("on", here);
    pick.querySelector("a").toggleAttribute("aria-current", here);
    if (here) pick.scrollIntoView({ block: "nearest" });
  });
  clear();
  if (!keep) history.replaceState(null, "", "#" + which.id);
  if (focus) { which.focus({ preventScroll: true }); window.scrollTo(0, 0); }
}

const marksOf = (number) => all(notice, ".mark").filter((mark) => numbers(mark, "f").includes(number));
const factOf = (number) => all(notice, "button.fact").find((fact) => numbers(fact, "of").includes(number));

function clear() {
  all(document, ".on:not(.pick)").forEach((one) => one.classList.remove("on"));
  all(document, "button.fact[aria-pressed=true]").forEach((one) => one.setAttribute("aria-pressed", "false"));
  all(document, ".which").forEach((one) => { one.hidden = true; });
  back.hidden = true;
  chosen = null;
}

// A place on a picture before one in a text that is folded away.
function seen(marks) {
  const drawn = marks.find((mark) => mark.checkVisibility ? mark.checkVisibility() : mark.getClientRects().length);
  const found = drawn || marks[0];
  const folded = found && found.closest("details");
  if (folded && !drawn) folded.open = true;
  return found;
}

function choose(number, { toMark = false, toFact = false, focus = false } = {}) {
  clear();
  chosen = number;
  const fact = factOf(number);
  const marks = marksOf(number);
  const mark = seen(marks);
  marks.forEach((one) => one.classList.add("on"));
  if (fact) {
    const more = fact.closest("details");
    if (more) more.open = true;
    const places = numbers(fact, "of");
    fact.classList.add("on");
    fact.setAttribute("aria-pressed", "true");
    const which = fact.querySelector(".which");
    if (which) {
      which.textContent = "(place " + (places.indexOf(number) + 1) + " of " + places.length + ")";
      which.hidden = false;
    }
    say.textContent = fact.querySelector(".label").textContent + " " + fact.querySelector(".value").textContent;
    if (toFact) fact.scrollIntoView({ block: "nearest" });
    if (toFact && focus) fact.focus({ preventScroll: true });
  }
  if (mark && toMark) {
    mark.scrollIntoView({ block: "center", inline: "center" });
    if (focus) mark.focus({ preventScroll: true });
    back.hidden = false;
  }
}

// A fact that stands in several places shows the next one each time it is asked.
function nextOf(fact) {
  const places = numbers(fact, "of");
  return places[(places.indexOf(chosen) + 1) % places.length];
}

// Where places overlap the shortest is meant first, the next longer one at the next click.
function nextAt(mark) {
  const owners = numbers(mark, "f");
  return owners[(owners.indexOf(chosen) + 1) % owners.length];
}

function step(by) {
  const order = [...new Set(all(notice, ".mark").flatMap((mark) => numbers(mark, "f")))];
  if (!order.length) return;
  const at = order.indexOf(chosen);
  const next = order[(at < 0 ? (by > 0 ? 0 : order.length - 1) : at + by + order.length) % order.length];
  choose(next, { toMark: true, toFact: !matchMedia("(max-width: 58rem)").matches });
}

function turn(by) {
  const at = notices.indexOf(notice) + by;
  if (notices[at]) open(notices[at], { focus: true });
}

function move(fact, by) {
  const facts = all(notice, "button.fact");
  const next = facts[facts.indexOf(fact) + by];
  const more = next && next.closest("details");
  if (more) more.open = true;
  if (next) next.focus();
}

document.addEventListener("click", (event) => {
  const target = event.target;
  const fact = target.closest("button.fact");
  const mark = target.closest(".mark");
  const go = target.closest(".go");
  const pick = target.closest(".pick");
  if (fact) choose(nextOf(fact), { toMark: true });
  else if (mark) choose(nextAt(mark), { toFact: true });
  else if (go) choose(go.dataset.go, { toMark: true, toFact: true });
  else if (pick) { event.preventDefault(); open(document.getElementById(pick.dataset.open), { focus: true }); }
  else if (target === back) {
    const shown = chosen && factOf(chosen);
    if (shown) { shown.scrollIntoView({ block: "center" }); shown.focus({ preventScroll: true }); }
    back.hidden = true;
  }
});

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const fact = event.target.closest("button.fact");
  const mark = event.target.closest(".mark");
  const keys = {
    j: () => step(1),
    k: () => step(-1),
    n: () => turn(1),
    p: () => turn(-1),
    Escape: () => { const shown = chosen && factOf(chosen); clear(); if (shown) shown.focus(); },
  };
  if (fact) Object.assign(keys, {
    ArrowDown: () => move(fact, 1),
    ArrowUp: () => move(fact, -1),
    Enter: () => choose(nextOf(fact), { toMark: true, focus: true }),
  });
  if (mark) Object.assign(keys, {
    Enter: () => choose(nextAt(mark), { toFact: true }),
    " ": () => choose(nextAt(mark), { toFact: true }),
  });
  if (!keys[event.key]) return;
  event.preventDefault();
  keys[event.key]();
});

function count() {
  const minute = 60000, hour = 60 * minute, day = 24 * hour;
  all(document, ".left[data-at]").forEach((element) => {
    const gap = new Date(element.dataset.at) - Date.now();
    const size = Math.abs(gap);
    const days = Math.floor(size / day), hours = Math.floor(size % day / hour), minutes = Math.floor(size % hour / minute);
    const words = days >= 10 ? days + " days" : days ? days + " d " + hours + " h" : hours + " h " + minutes + " min";
    element.textContent = gap >= 0 ? words + " left" : "overdue by " + words;
    element.classList.toggle("past", gap < 0);
    const card = element.closest(".deadline");
    if (card) {
      card.classList.toggle("past", gap < 0);
      card.classList.toggle("soon", gap >= 0 && gap < 2 * day);
    }
  });
}

window.addEventListener("hashchange", () => {
  const asked = notices.find((one) => "#" + one.id === location.hash);
  if (asked) open(asked, { focus: true, keep: true });
});
window.addEventListener("beforeprint", () => { all(document, "details.more").forEach((more) => { more.open = true; }); });
count();
setInterval(count, 30000);
const first = notices.find((one) => "#" + one.id === location.hash) || notices[0];
if (first) open(first, { keep: notices.length < 2 });
