// Placing the hand: a tap on the figure fills in the point and sends the form. Places with names need no script.
const form = /** @type {HTMLFormElement?} */ (document.getElementById("place"));
/** @type {SVGSVGElement?} */
const svg = document.querySelector("[data-figure] svg");

if (form && svg) {
  const [x, y] = ["x", "y"].map((name) => /** @type {HTMLInputElement} */ (form.elements.namedItem(name)));
  svg.closest("figure")?.classList.add("can-point");
  svg.addEventListener("click", (event) => {
    const point = new DOMPoint(event.clientX, event.clientY).matrixTransform(svg.getScreenCTM()?.inverse());
    x.value = String(Math.round(point.x));
    y.value = String(Math.round(point.y));
    form.submit();
  });
}
