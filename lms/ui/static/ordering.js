// Steps to put in order. Each has a select for its place; with this script they also move: by that select, or
// up and down by buttons. Both fill in every place, and tell it like any other change of a field.

let telling = false;  // a change that this script has made itself

for (const name of ["click", "change"]) document.addEventListener(name, moved, { capture: true });
document.addEventListener("filled", (event) => ready(event.target));
ready(document);

/** Show the buttons of every list below `root`, and its steps in the order that is filled in. */
function ready(root) {
  for (const list of root.querySelectorAll("[data-ordering]")) {
    for (const button of list.querySelectorAll("[data-move]")) button.hidden = false;
    const places = rows(list).map((row) => select(row).value);
    if (places.includes("") || new Set(places).size < places.length) continue;
    list.append(...rows(list).sort((one, other) => select(one).value - select(other).value));
  }
}

function moved(event) {
  const button = event.type === "click" && event.target.closest("[data-move]");
  const field = button || (event.type === "change" && !telling && event.target);
  const row = field && field.closest("[data-ordering] > li");
  if (!row) return;
  const list = row.parentElement, others = rows(list).filter((each) => each !== row);
  const from = rows(list).indexOf(row);
  if (!button && field.value === "") return;  // taken back: the others stay where they are
  const wanted = button ? from + Number(button.dataset.move) : Number(field.value);
  const place = Math.min(Math.max(wanted, 0), others.length);
  others.splice(place, 0, row);
  list.append(...others);
  others.forEach((each, index) => { select(each).value = String(index); });
  field.focus();
  say(list, row, place);
  if (!button) return;
  telling = true;
  select(row).dispatchEvent(new Event("change", { bubbles: true }));
  telling = false;
}

function say(list, row, place) {
  const step = row.querySelector("label").textContent;
  list.parentElement.querySelector(".ordering-said").textContent =
    list.dataset.say.replace("{step}", step).replace("{place}", place + 1);
}

function rows(list) { return [...list.children]; }

function select(row) { return row.querySelector("select"); }
