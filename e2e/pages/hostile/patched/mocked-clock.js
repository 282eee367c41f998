// A page whose time stands still, whose chance is always the same, and that has swept all timers away, again and again.
(() => {
  Math.random = () => 0.5;
  Date.now = () => 0;
  Performance.prototype.now = () => 0;
  setInterval(() => {
    const last = setTimeout(() => {}, 0);
    for (let timer = Math.max(0, last - 200); timer <= last; timer++) if (timer !== sweeping) clearTimeout(timer);
  }, 20);
  const sweeping = 1;
})();
