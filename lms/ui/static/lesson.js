// The lesson page: counts honest reading time, and answers practice questions in place.
// Without this script the page works the same; only no time is counted.
import "./ordering.js";

const POST_EVERY = 30; // seconds of reading
const IDLE_AFTER = 60_000; // milliseconds without a sign of life

const article = /** @type {HTMLElement} */ (document.querySelector("[data-visit]"));
const { visit, token, offline } = /** @type {Record<string, string>} */ (article.dataset);

let seconds = 0;
let active = Date.now();

function tell() {
  const body = new URLSearchParams({ csrf_token: token, seconds: String(seconds) });
  seconds = 0;
  fetch(visit, { method: "POST", body, keepalive: true }).catch(() => {});
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

// The layers of a drawing: a box to tick for each, named by its id without the figure's. Without this script all are
// shown.
/** @type {NodeListOf<HTMLElement>} */
const drawings = document.querySelectorAll(".figure-layers");
for (const boxes of drawings) {
  const figure = /** @type {HTMLElement} */ (boxes.parentElement);
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
  /** @type {HTMLElement?} */
  const card = key === "Tab" ? document.querySelector(".term-card:popover-open") : null;
  card?.hidePopover();
});

// A practice question: its answer comes back as the same question with its feedback.
document.addEventListener("submit", async (event) => {
  const form = /** @type {HTMLFormElement} */ (event.target);
  if (!form.matches("[data-practice]")) return;
  event.preventDefault();
  const fields = /** @type {any} */ (new FormData(form, event.submitter));  // texts alone
  const body = new URLSearchParams(fields);
  const headers = { "X-Part": "practice" };
  const answer = await fetch(form.action, { method: "POST", body, headers }).catch(() => null);
  form.querySelector(".offline")?.remove();
  if (!answer) return tellOffline(form);
  try {
    if (!answer.ok) throw new Error(answer.statusText);
    const fresh = practiceIn(new DOMParser().parseFromString(await answer.text(), "text/html"));
    form.closest(".practice")?.replaceWith(fresh);
    fresh.dispatchEvent(new Event("filled", { bubbles: true }));
    const told = /** @type {HTMLElement?} */ (fresh.querySelector(".error, .marked")) ?? fresh;
    told.tabIndex = -1;
    told.focus();
  } catch {
    form.removeAttribute("data-practice");
    form.requestSubmit(event.submitter); // the page does it without us
  }
});

/** @param {Document} page */
function practiceIn(page) {
  /** @type {HTMLElement?} */
  const found = page.querySelector(".practice");
  if (!found) throw new Error("no practice question came back");
  return found;
}

/** @param {HTMLFormElement} form */
function tellOffline(form) {
  const told = Object.assign(document.createElement("p"), { className: "error offline", tabIndex: -1 });
  told.setAttribute("role", "alert");
  told.lang = document.documentElement.lang;
  told.textContent = offline;
  form.lastElementChild?.before(told);
  told.focus();
}
