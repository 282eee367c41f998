import { renderToString } from "vue/server-renderer";
import { createApp } from "./app.js";

/** It takes the body itself over, not an element in it. */
export const render = async () =>
  `<html lang="en"><head><meta charset="utf-8"><title>First page</title></head><body>${await renderToString(createApp())}</body></html>`;
