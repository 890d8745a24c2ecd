// A calm clock for a practice question: it tells about how much time is left, can be turned off, and cuts nothing off.

const EVERY = 5;  // seconds between two looks at the clock

document.addEventListener("filled", (event) => ready(event.target));
ready(document);

function ready(root) {
  for (const drill of root.querySelectorAll("[data-drill][hidden]")) {
    drill.hidden = false;
    drill.querySelector("[data-start]").addEventListener("click", () => start(drill));
    drill.querySelector("[data-off]").addEventListener("click", () => stop(drill, drill.dataset.sayOff));
  }
}

function start(drill) {
  const end = performance.now() + drill.dataset.drill * 1000;
  const tell = () => {
    const left = Math.ceil((end - performance.now()) / 1000 / EVERY) * EVERY;
    if (left <= 0 || !drill.isConnected) stop(drill, drill.dataset.sayOver);
    else say(drill, drill.dataset.sayLeft.replace("{seconds}", left));
  };
  running(drill, true);
  drill.ticking = setInterval(tell, EVERY * 1000);
  tell();
}

function stop(drill, words) {
  clearInterval(drill.ticking);
  running(drill, false);
  say(drill, words);
}

function running(drill, is) {
  const [begin, off] = ["[data-start]", "[data-off]"].map((name) => drill.querySelector(name));
  const focused = [begin, off].includes(document.activeElement);
  begin.hidden = is;
  off.hidden = !is;
  if (focused) (is ? off : begin).focus();
}

function say(drill, words) { drill.querySelector(".drill-left").textContent = words; }
