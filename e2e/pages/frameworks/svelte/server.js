import { render as renderApp } from "svelte/server";
import App from "./app.svelte";

export const render = () =>
  `<html lang="en"><head><meta charset="utf-8"><title>First page</title></head><body>${renderApp(App).body}</body></html>`;
