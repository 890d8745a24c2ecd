// Placing the hand: a tap on the figure fills in the point and sends the form. Places with names need no script.
const form = document.getElementById("place"), svg = document.querySelector("[data-figure] svg");

if (form && svg) {
  svg.closest("figure").classList.add("can-point");
  svg.addEventListener("click", (event) => {
    const point = new DOMPoint(event.clientX, event.clientY).matrixTransform(svg.getScreenCTM().inverse());
    form.elements.x.value = Math.round(point.x);
    form.elements.y.value = Math.round(point.y);
    form.submit();
  });
}
