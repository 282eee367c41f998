// A page that puts another body, and once another root, in place of its own while it is being used.
addEventListener("load", () => {
  const again = () => { const body = document.createElement("body"); body.dataset.ready = ""; body.append(...document.body.cloneNode(true).childNodes); document.body.replaceWith(body); };
  setTimeout(() => {
    const root = document.documentElement.cloneNode(false);
    root.append(document.head, document.body);
    document.documentElement.replaceWith(root);
    document.body.dataset.ready = "";
    setInterval(again, 200);
  }, 300);
});
