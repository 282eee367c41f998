// A page that sweeps out whatever it has not put into its root itself, some times.
(() => {
  let sweeps = 0;
  const sweep = setInterval(() => {
    for (const node of document.documentElement.children) if (!/^(HEAD|BODY)$/.test(node.tagName)) node.remove();
    if (++sweeps === 4) {
      clearInterval(sweep);
      document.body.dataset.ready = "";
    }
  }, 200);
})();
