// The desk: shows what learners will see while a question is written. Without it, "Preview" does the same.

const WAIT = 700; // milliseconds without a key
const form = document.querySelector("form[data-desk]");
let timer = 0;
let asked = 0;

async function show() {
  const number = (asked += 1);
  const body = new URLSearchParams(new FormData(form));
  body.set("then", "preview");
  try {
    const answer = await fetch(form.action, { method: "POST", body, headers: { "X-Part": "preview" } });
    if (!answer.ok || number !== asked) return;
    const fresh = new DOMParser().parseFromString(await answer.text(), "text/html").querySelector(".preview");
    if (fresh) document.querySelector(".preview").replaceWith(fresh);
  } catch {
    // the button still works
  }
}

form?.addEventListener("input", () => {
  clearTimeout(timer);
  timer = setTimeout(show, WAIT);
});
