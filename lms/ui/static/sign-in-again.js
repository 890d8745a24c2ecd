// Signing in again in place: the page stays as it is, and gets the token that its next letters need.

/** Open the dialog; resolves with the new token once the same person is signed in, with "" when they do it later.
 * @param {HTMLDialogElement} dialog
 * @returns {Promise<string>} */
export function signInAgain(dialog) {
  const say = /** @type {Record<string, string>} */ (dialog.dataset);
  const parts = [".trouble", ".later"].map((each) => dialog.querySelector(each));
  const [trouble, later] = /** @type {HTMLElement[]} */ (parts);
  const [email, password] = dialog.querySelectorAll("input");
  return new Promise((resolve) => {
    /** @param {string} token */
    const done = (token) => {
      dialog.removeEventListener("submit", submitted);
      dialog.removeEventListener("close", closed);
      removeEventListener("focus", elsewhere);
      password.value = trouble.textContent = "";
      if (dialog.open) dialog.close();
      resolve(token);
    };
    const closed = () => done("");
    const elsewhere = async () => {  // back from another window: they may have signed in there
      const token = await freshToken(say.next).catch(() => "");
      if (token) done(token);
    };
    /** @param {Event} event */
    const submitted = async (event) => {
      event.preventDefault();
      trouble.textContent = "";
      try {
        const token = await signIn(say, email.value, password.value);
        if (token) done(token);
        else trouble.textContent = token === null ? say.sayOther : say.sayWrong;
      } catch {
        trouble.textContent = say.sayOffline;
      }
    };
    dialog.addEventListener("submit", submitted);
    dialog.addEventListener("close", closed);
    addEventListener("focus", elsewhere);
    later.onclick = () => done("");
    if (!dialog.open) dialog.showModal();
  });
}

/** The token of the attempt's page as it is now: "" where one must sign in first, null where it is not this person's.
 * @param {string} path */
export async function freshToken(path) {
  const response = await fetch(path, { headers: { Accept: "text/html" } });
  if (!response.ok) return null;
  const answer = await page(response);
  if (!answer.getElementById("attempt") && !answer.querySelector("[type=password]")) location.href = response.url;
  return tokenIn(answer.getElementById("attempt"));
}

/** The new token: "" where the password is wrong, null where somebody else signed in.
 * @param {Record<string, string>} where @param {string} email @param {string} password */
async function signIn({ action, next }, email, password) {
  const before = await fetch(action, { headers: { Accept: "text/html" } });
  const form = [...(await page(before)).querySelectorAll("form")].find((each) => each.querySelector("[type=password]"));
  if (!form) throw new Error("the sign-in page has no form");
  const body = new URLSearchParams({ csrf_token: tokenIn(form), email, password, next });
  const response = await fetch(action, { method: "POST", body, headers: { Accept: "text/html" } });
  if (response.status === 404) return null;
  if (!response.ok) return "";
  const answer = await page(response);
  if (!answer.getElementById("attempt")) location.href = response.url;  // it was handed in meanwhile
  return tokenIn(answer.getElementById("attempt"));
}

/** @param {Response} response */
async function page(response) { return new DOMParser().parseFromString(await response.text(), "text/html"); }

/** @param {HTMLElement?} form */
function tokenIn(form) {
  /** @type {HTMLInputElement | null | undefined} */
  const field = form?.querySelector("[name=csrf_token]");
  return field?.value ?? "";
}
