// Everything works without this: it lets the design system's components come alive, and explanations open in place.
const { govuk, htmx } = document.querySelector("script[data-govuk]").dataset;

// htmx comes when a link that it serves is first pointed at or reached, so that it is no part of a first load. A press
// before it is there follows the link, as without it.
const coming = (event) => {
  if (!event.target.closest?.("[hx-get]")) return;
  for (const name of ["pointerover", "focusin"]) document.removeEventListener(name, coming);
  import(htmx);
};
for (const name of ["pointerover", "focusin"]) document.addEventListener(name, coming);
if (document.querySelector("[hx-trigger]")) import(htmx);  // a part of the page that renews itself

const { initAll } = await import(govuk);
initAll();
