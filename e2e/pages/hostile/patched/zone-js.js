// The real zone.js, as every Angular page of some years has it: timers, promises, events, observers and fetch are wrapped.
document.write('<script src="/zone.js"></scr' + 'ipt>');
document.write(`<script>
  const angular = Zone.current.fork({ name: "angular", onHandleError: (_delegate, _zone, _target, error) => { watch.errors.push("zone: " + error); return true; } });
  angular.run(() => setInterval(() => {}, 50));
</scr` + `ipt>`);
