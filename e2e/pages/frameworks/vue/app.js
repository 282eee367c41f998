import { createSSRApp, h, ref } from "vue";
import { goNext } from "../next-page.js";

export const createApp = () =>
  createSSRApp({
    setup() {
      const count = ref(0);
      return () => [
        h("h1", "Shop"),
        h("button", { type: "button", onClick: () => count.value++ }, `Pressed ${count.value}`),
        h("button", { type: "button", onClick: goNext }, "Next page"),
      ];
    },
  });
