// A page that throws out whatever it has not put into its root itself, some times.
(() => {
  let thrown = 0;
  new MutationObserver((records) => {
    for (const { addedNodes } of records)
      for (const node of addedNodes)
        if (node.nodeType === 1 && !/^(HEAD|BODY)$/.test(node.tagName) && thrown++ < 2) node.remove();
  }).observe(document.documentElement, { childList: true });
})();
