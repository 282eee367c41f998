// A curtain over everything with the highest z-index there is, that holds the focus, takes Tab, and brings the focus back.
addEventListener("DOMContentLoaded", () => {
  const curtain = document.createElement("div");
  curtain.innerHTML = "<input aria-label=Theirs><button>OK</button>";
  Object.assign(curtain.style, { position: "fixed", inset: "0", zIndex: "2147483647", background: "#0008" });
  document.body.append(curtain);
  const field = curtain.querySelector("input");
  const back = (event) => { if (!curtain.contains(event.target)) { event.stopPropagation(); field.focus(); } };
  document.addEventListener("focusin", back, true);
  document.addEventListener("focusout", () => field.focus(), true);
  document.addEventListener("keydown", (event) => { if (event.key === "Tab") { event.preventDefault(); event.stopImmediatePropagation(); field.focus(); } }, true);
  setInterval(() => field.focus(), 50);
});
