// Proposes the browser's time zone where the form still shows the one it came with.
for (const choice of document.querySelectorAll("select[data-guess-zone]")) {
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const known = [...choice.options].some((option) => option.value === zone);
  if (known && choice.value === choice.dataset.guessZone) choice.value = zone;
}
