// Proposes the browser's time zone where the form still shows the one it came with.
/** @type {NodeListOf<HTMLSelectElement>} */
const choices = document.querySelectorAll("select[data-guess-zone]");
for (const choice of choices) {
  if (choice.value !== choice.dataset.guessZone) continue;
  const here = asNamedHere();
  const zones = [...choice.options].map((option) => option.value);
  // browsers may still say Asia/Calcutta where the list says Asia/Kolkata
  const sameName = zones.find((zone) => zone === here);
  choice.value = sameName ?? zones.find((zone) => asNamedHere(zone) === here) ?? choice.value;
}

/** @param {string} [timeZone] */
function asNamedHere(timeZone) {
  try {
    return Intl.DateTimeFormat(undefined, { timeZone }).resolvedOptions().timeZone;
  } catch {
    return null; // a zone that this browser does not know
  }
}
