// Storage that may not even be looked at, as with blocked cookies and in some frames.
(() => {
  const refuse = { configurable: true, get() { throw new DOMException("The operation is insecure.", "SecurityError"); } };
  for (const name of ["localStorage", "sessionStorage", "indexedDB", "caches", "cookieStore"]) Object.defineProperty(window, name, refuse);
  Object.defineProperty(Document.prototype, "cookie", { ...refuse, set: refuse.get });
})();
