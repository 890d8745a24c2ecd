// The lesson page: counts honest reading time, and answers practice questions in place.
// Without this script the page works the same; only no time is counted.
import "./ordering.js";

const POST_EVERY = 30; // seconds of reading
const IDLE_AFTER = 60_000; // milliseconds without a sign of life

const article = document.querySelector("[data-visit]");
const token = article.dataset.token;

let seconds = 0;
let active = Date.now();

function tell() {
  const body = new URLSearchParams({ csrf_token: token, seconds });
  seconds = 0;
  fetch(article.dataset.visit, { method: "POST", body, keepalive: true }).catch(() => {});
}

function count() {
  const reading = document.visibilityState === "visible" && Date.now() - active < IDLE_AFTER;
  if (reading) seconds += 1;
  if (seconds >= POST_EVERY) tell();
}

for (const sign of ["pointerdown", "pointermove", "keydown", "scroll", "touchstart"]) {
  addEventListener(sign, () => { active = Date.now(); }, { passive: true, capture: true });
}
addEventListener("pagehide", () => { if (seconds) tell(); });
document.addEventListener("visibilitychange", () => {
  if (document.visibilityState === "hidden" && seconds) tell();
});
setInterval(count, 1000);
tell(); // the lesson is open

// The layers of a drawing: a box to tick for each, named by its id without the figure's. Without this script all are shown.
for (const boxes of document.querySelectorAll(".figure-layers")) {
  const figure = boxes.parentElement;
  for (const layer of figure.querySelectorAll("g.layer[id]")) {
    const words = layer.id.slice(figure.id.length - "figure".length).replaceAll("-", " ");
    const box = Object.assign(document.createElement("input"), { type: "checkbox", checked: true });
    const label = Object.assign(document.createElement("label"), { className: "tap" });
    label.append(box, ` ${words[0].toUpperCase()}${words.slice(1)}`);
    box.addEventListener("change", () => layer.toggleAttribute("hidden", !box.checked));
    boxes.append(label);
  }
  boxes.hidden = false;
}

// The card of a word closes when Tab goes on from the word.
document.addEventListener("keydown", ({ key }) => {
  if (key === "Tab") document.querySelector(".term-card:popover-open")?.hidePopover();
});

// A practice question: its answer comes back as the same question with its feedback.
document.addEventListener("submit", async (event) => {
  const form = event.target.closest("form[data-practice]");
  if (!form) return;
  event.preventDefault();
  const place = form.closest(".practice");
  const body = new URLSearchParams(new FormData(form, event.submitter));
  const answer = await fetch(form.action, { method: "POST", body, headers: { "X-Part": "practice" } }).catch(() => null);
  form.querySelector(".offline")?.remove();
  if (!answer) return tellOffline(form);
  try {
    if (!answer.ok) throw new Error(answer.statusText);
    const fresh = new DOMParser().parseFromString(await answer.text(), "text/html").querySelector(".practice");
    place.replaceWith(fresh);
    fresh.dispatchEvent(new Event("filled", { bubbles: true }));
    const told = fresh.querySelector(".error, .marked") ?? fresh;
    told.tabIndex = -1;
    told.focus();
  } catch {
    form.removeAttribute("data-practice");
    form.requestSubmit(event.submitter); // the page does it without us
  }
});

function tellOffline(form) {
  const told = Object.assign(document.createElement("p"), { className: "error offline", tabIndex: -1 });
  told.setAttribute("role", "alert");
  told.lang = document.documentElement.lang;
  told.textContent = article.dataset.offline;
  form.lastElementChild.before(told);
  told.focus();
}
