/** @jsxImportSource react */
import { hydrateRoot } from "react-dom/client";
import { App } from "./app.jsx";

window.complaints = [];
window.hydrate = () =>
  hydrateRoot(document, <App />, { onRecoverableError: (error) => window.complaints.push(String(error)) });
