// A page of an attempt whose time has ended: what this device still keeps is sent now, and told what became of it.
import { Outbox, deliver } from "./outbox.js";

const RETRY = 10000;
const place = document.getElementById("late-answers");

/** @param {HTMLElement} place */
async function send(place) {
  const { attempt, path, token, sayKept } = /** @type {Record<string, string>} */ (place.dataset);
  const outbox = new Outbox(attempt);
  if (outbox.empty) return;
  while (!outbox.empty) {
    const number = outbox.next, letter = outbox.letter(number);
    const delivered = await deliver(path, token, number, letter).catch(() => null);
    if (!delivered) {
      place.textContent = sayKept;
      setTimeout(() => send(place), RETRY);
      return;
    }
    const { status, reply } = delivered;
    if (status >= 500 || [400, 401, 403, 429].includes(status)) {
      place.textContent = reply.message ?? sayKept;
      return;
    }
    outbox.drop(number, letter.seq);
    if (reply.message) place.textContent = reply.message;
  }
}

if (place) send(place);
