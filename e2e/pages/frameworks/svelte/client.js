import { hydrate } from "svelte";
import App from "./app.svelte";

window.complaints = [];
for (const level of ["warn", "error"]) {
  const say = console[level];
  console[level] = (...said) => {
    if (!String(said[0]).startsWith("[earshot]")) window.complaints.push(String(said[0]));
    say(...said);
  };
}
window.hydrate = () => hydrate(App, { target: document.body });
