// Everything works without this: it lets the design system's components come alive.
const { initAll } = await import(document.querySelector("script[data-govuk]").dataset.govuk);
initAll();
