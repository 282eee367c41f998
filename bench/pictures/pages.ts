import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { startStub } from "../../server-stub/start.ts";
import type { Made } from "./sites.ts";

/** The project's own pages, instead of the folder of a package. */
export const CORPUS = "corpus";

/** A page in one state of it. */
export type BenchPage = {
  name: string;
  /** `CORPUS`, or a folder below `node_modules`. */
  folder: string;
  path: string;
  /** @default 1280 x 800 */
  viewport?: { width: number; height: number };
  /** Pixels per pixel of the page. @default 1 */
  pixels?: number;
  dark?: boolean;
  /** How far down it is scrolled, in pixels. */
  scroll?: number;
  /** Its content security policy. */
  policy?: string;
  /** Why no engine that draws in the page can have it all: such pages are shown, and left out of the summary. */
  apart?: string;
};

const PHONE = { viewport: { width: 390, height: 844 }, pixels: 2 };
const own = (name: string, more: Partial<BenchPage> = {}): BenchPage => ({
  name,
  folder: CORPUS,
  path: `/pages/${name.replace(/@.*/, "")}`,
  ...more,
});
const of =
  (folder: string) =>
  (name: string, path: string, more: Partial<BenchPage> = {}): BenchPage => ({ name, folder, path, ...more });

const sbAdmin = of("startbootstrap-sb-admin-2");
const tabler = of("@tabler/preview/dist");
const gentelella = of("gentelella/dist");
const creative = of("startbootstrap-creative/dist");
const tailgrids = of("tailgrids");
const swagger = of("swagger-ui-dist");
const readme = of("github-markdown-css");

/** In the order in which they are drawn: those that say most come first, so that a short run takes the first few. */
export const PAGES: BenchPage[] = [
  own("paint"),
  sbAdmin("sb-admin-2", "/index.html"),
  tabler("tabler-dash", "/index.html"),
  swagger("swagger-scrolled", "/api.html", { scroll: 900 }),
  readme("readme-dark@2", "/readme.html", { dark: true, pixels: 2 }),
  gentelella("gentelella-dash", "/production/index.html"),
  own("scroll"),
  own("forms"),
  tailgrids("tailgrids-hero", "/marketing/heros/hero-01.html"),
  creative("creative-scrolled", "/index.html", { scroll: 1_500 }),
  own("media"),
  own("text"),
  tabler("tabler-forms", "/form-elements.html"),
  sbAdmin("sb-admin-2-phone@2", "/index.html", PHONE),
  own("structure"),
  readme("readme-long-scrolled", "/long.html", { scroll: 9_000 }),
  own("layers"),
  own("right-to-left"),
  tabler("tabler-rtl", "/layout-rtl.html"),
  sbAdmin("sb-admin-2-tables", "/tables.html"),
  sbAdmin("sb-admin-2-style-csp", "/index.html", { policy: "style-src 'self'" }),
  own("paint@2", { pixels: 2 }),
  gentelella("gentelella-form-scrolled", "/production/form.html", { scroll: 400 }),
  tailgrids("tailgrids-prices", "/marketing/pricings/pricing-01.html"),
  swagger("swagger", "/api.html"),
  readme("readme", "/readme.html"),
  creative("creative", "/index.html"),
  tabler("tabler-dash-dark@2", "/index.html?theme=dark", { pixels: 2 }),
  gentelella("gentelella-inbox", "/production/inbox.html"),
  own("many"),
  own("gaps", { apart: "pictures of another site that may not be read" }),
  sbAdmin("sb-admin-2-image-csp", "/index.html", { policy: "img-src 'self'", apart: "no `data:` images" }),
];

const MODULES = join(import.meta.dirname, "node_modules");

const article = (contents: string): string =>
  `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">` +
  `<meta name="color-scheme" content="light dark"><title>Read me</title><link rel="stylesheet" href="/github-markdown.css">` +
  `<style>body{margin:0;background:Canvas}.markdown-body{box-sizing:border-box;max-width:980px;margin:0 auto;padding:45px}</style>` +
  `</head><body><article class="markdown-body">${contents}</article></body></html>`;

const API = `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>API</title><link rel="stylesheet" href="/swagger-ui.css">
</head><body><div id="api"></div><script src="/swagger-ui-bundle.js"></script>
<script>SwaggerUIBundle({ url: "/openapi.json", dom_id: "#api", docExpansion: "list" });</script></body></html>`;

const ownApi = async (): Promise<string> => {
  const stub = await startStub();
  try {
    return await (await fetch(`${stub.url}/openapi.json`)).text();
  } finally {
    await stub.close();
  }
};

type Marked = { marked: { parse(text: string): string } };

/** Pages that no package has whole: a documentation of our interface, and texts as code sites show them. */
export const madeFor = async (folder: string): Promise<Made> => {
  if (folder === "swagger-ui-dist") return { "/api.html": API, "/openapi.json": await ownApi() };
  if (folder !== "github-markdown-css") return {};
  // By its file: it is not installed where types are checked.
  const { marked } = (await import(join(MODULES, "marked/lib/marked.esm.js"))) as Marked;
  const written = async (file: string) => article(marked.parse(await readFile(join(MODULES, file), "utf8")));
  return {
    "/readme.html": await written("dom-to-image-more/README.md"),
    "/long.html": await written("html2canvas/CHANGELOG.md"),
  };
};
