// Proposes the browser's time zone where the form still shows the one it came with.
for (const choice of document.querySelectorAll("select[data-guess-zone]")) {
  if (choice.value !== choice.dataset.guessZone) continue;
  const here = asNamedHere();
  const zones = [...choice.options].map((option) => option.value);
  // browsers may still say Asia/Calcutta where the list says Asia/Kolkata
  choice.value = zones.find((zone) => zone === here) ?? zones.find((zone) => asNamedHere(zone) === here) ?? choice.value;
}

function asNamedHere(timeZone) {
  try {
    return Intl.DateTimeFormat(undefined, { timeZone }).resolvedOptions().timeZone;
  } catch {
    return null; // a zone that this browser does not know
  }
}
