// The desk: shows what learners will see while a question is written. Without it, "Preview" does the same.

const WAIT = 700; // milliseconds without a key
/** @type {HTMLFormElement?} */
const form = document.querySelector("form[data-desk]");
let timer = 0;
let asked = 0;

/** @param {HTMLFormElement} form */
async function show(form) {
  asked += 1;
  const number = asked;
  const body = new URLSearchParams(/** @type {any} */ (new FormData(form)));  // its fields are texts alone
  body.set("then", "preview");
  try {
    const answer = await fetch(form.action, { method: "POST", body, headers: { "X-Part": "preview" } });
    if (!answer.ok || number !== asked) return;
    const fresh = new DOMParser().parseFromString(await answer.text(), "text/html").querySelector(".preview");
    if (fresh) document.querySelector(".preview")?.replaceWith(fresh);
  } catch {
    // the button still works
  }
}

form?.addEventListener("input", () => {
  clearTimeout(timer);
  timer = setTimeout(() => show(form), WAIT);
});
