// The least that is a form: what it costs, the browser takes.
const dialog = document.createElement("dialog");
const form = document.createElement("form");
form.method = "dialog";
const field = document.createElement("textarea");
field.setAttribute("aria-label", "Message");
const send = document.createElement("button");
send.textContent = "Send";
form.append(field, send);
dialog.append(form);
dialog.setAttribute("aria-label", "Feedback");
const launcher = document.createElement("button");
launcher.textContent = "Feedback";
launcher.onclick = () => dialog.showModal();
document.body.append(launcher, dialog);
