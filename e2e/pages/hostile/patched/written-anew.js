// A page that writes itself anew when it has loaded, as some advertisements and single-page tools do: every listener is gone.
addEventListener("load", () =>
  setTimeout(() => {
    document.open();
    document.write("<!doctype html><html lang=en><head><title>Beans &amp; Leaves: your cart</title></head><body><h1>Beans &amp; Leaves</h1></body></html>");
    document.close();
    document.body.dataset.ready = "";
  }, 300),
);
