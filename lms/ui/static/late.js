// A page of an attempt whose time has ended: what this device still keeps is sent now, and told what became of it.
import { Outbox } from "./outbox.js";

const place = document.getElementById("late-answers");

async function send({ dataset: { attempt, path, token, sayKept } }) {
  const outbox = new Outbox(attempt);
  if (outbox.empty) return;
  while (!outbox.empty) {
    const number = outbox.next, letter = outbox.letter(number);
    let response, answer;
    try {
      response = await fetch(`${path}/answers/${number}`, {
        method: "POST",
        headers: { "Content-Type": "application/json", "Accept": "application/json", "X-CSRFToken": token },
        body: JSON.stringify(letter),
      });
      answer = await response.json();
    } catch {
      place.textContent = sayKept;
      setTimeout(() => send(place), 10000);
      return;
    }
    if (response.status >= 500 || [400, 401, 403, 429].includes(response.status)) {
      place.textContent = answer.message ?? sayKept;
      return;
    }
    outbox.drop(number, letter.seq);
    if (answer.message) place.textContent = answer.message;
  }
}

if (place) send(place);
