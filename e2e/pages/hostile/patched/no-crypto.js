// A page whose scripts have taken the browser's crypto away.
Object.defineProperty(window, "crypto", { value: undefined });
