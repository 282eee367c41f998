import { Gotcha, GotchaProvider } from "gotcha-feedback";
import { createElement } from "react";
import { createRoot } from "react-dom/client";

const place = document.body.appendChild(document.createElement("div"));
place.style.position = "relative";
createRoot(place).render(
  createElement(
    GotchaProvider,
    { apiKey: "bench" },
    createElement(Gotcha, { elementId: "bench", position: "inline", showOnHover: false }),
  ),
);
