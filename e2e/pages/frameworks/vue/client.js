import { createApp } from "./app.js";

window.complaints = [];
const { error } = console;
console.error = (...said) => {
  window.complaints.push(String(said[0]));
  error(...said);
};
window.hydrate = () => createApp().mount(document.body);
