// Makes a figure interactive once a reader asks for it: only then Vega and the figure's specification are loaded.
"use strict";
(() => {
  const own = document.currentScript;
  const night = matchMedia("screen and (prefers-color-scheme: dark)");
  const specifications = new Map();
  let loaded = Promise.resolve();
  let arrived;
  window.relationsFigure = (specification, darker) => { arrived = { specification, darker }; };

  const load = (address) => new Promise((resolve, reject) => {
    const script = document.createElement("script");
    script.src = address;
    script.onload = resolve;
    script.onerror = reject;
    document.head.append(script);
  });

  const recoloured = ({ specification, darker }) => JSON.parse(
    JSON.stringify(specification).replace(/#[0-9a-f]{6}(?=")/g, (light) => night.matches ? darker[light] ?? light : light));

  const show = async (place) => {
    if (!window.vegaEmbed) await load(own.dataset.vega);
    if (!specifications.has(place)) {
      await load(place.dataset.spec);
      specifications.set(place, arrived);
    }
    const chart = document.createElement("div");
    const options = { mode: "vega-lite", renderer: "svg", actions: false, ast: true, logLevel: 1, tooltip: { theme: night.matches ? "dark" : "light" } };
    await document.fonts.ready;
    await vegaEmbed(chart, recoloured(specifications.get(place)), options);
    const label = place.querySelector("svg").getAttribute("aria-label");
    if (label) chart.querySelector("svg").setAttribute("aria-label", label);
    place.replaceChildren(chart);
    place.dataset.shown = "true";
  };

  const visible = () => [...document.querySelectorAll(".drawing[data-spec]")].find((place) => place.offsetParent);
  const ask = () => {
    const place = visible();
    if (!place || place.dataset.asked) return;
    place.dataset.asked = "true";
    loaded = loaded.then(() => show(place)).catch(() => { delete place.dataset.asked; });
  };

  for (const button of document.querySelectorAll("button.interactive")) {
    button.hidden = false;
    button.addEventListener("click", () => { ask(); button.hidden = true; });
  }
  night.addEventListener("change", () => {
    for (const place of specifications.keys()) loaded = loaded.then(() => show(place));
  });
})();
