// An old polyfill that replaces the browser's promises: resolved by timers, and without what was added later.
(() => {
  function OldPromise(work) {
    let state = "pending";
    let result;
    let waiting = [];
    const settle = (how, value) => {
      if (state !== "pending") return;
      state = how;
      result = value;
      for (const one of waiting) setTimeout(one, 0);
      waiting = [];
    };
    const resolve = (value) => {
      if (value && typeof value.then === "function") value.then(resolve, (why) => settle("rejected", why));
      else settle("fulfilled", value);
    };
    this.then = (done, failed) =>
      new OldPromise((next, stop) => {
        const run = () => {
          const handler = state === "fulfilled" ? done : failed;
          if (typeof handler !== "function") return state === "fulfilled" ? next(result) : stop(result);
          try {
            next(handler(result));
          } catch (error) {
            stop(error);
          }
        };
        if (state === "pending") waiting.push(run);
        else setTimeout(run, 0);
      });
    this.catch = (failed) => this.then(undefined, failed);
    try {
      work(resolve, (why) => settle("rejected", why));
    } catch (error) {
      settle("rejected", error);
    }
  }
  OldPromise.resolve = (value) => new OldPromise((resolve) => resolve(value));
  OldPromise.reject = (why) => new OldPromise((_resolve, reject) => reject(why));
  OldPromise.race = (list) => new OldPromise((resolve, reject) => { for (const one of list) OldPromise.resolve(one).then(resolve, reject); });
  OldPromise.all = (list) =>
    new OldPromise((resolve, reject) => {
      const all = [...list];
      let left = all.length;
      if (!left) resolve([]);
      all.forEach((one, index) => { OldPromise.resolve(one).then((value) => { all[index] = value; if (!--left) resolve(all); }, reject); });
    });
  window.Promise = OldPromise;
})();
