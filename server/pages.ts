import { join } from "node:path";
import type { Hono } from "hono";
import { PREVIEW_PATH } from "../shared/contract/preview.ts";
import { ROUTES } from "../shared/contract/routes.ts";
import { baseOf } from "./dialects/dialect.ts";
import { DIALECTS } from "./dialects/index.ts";
import { Problem } from "./problems.ts";
import type { Variables } from "./services.ts";
import { staticFiles } from "./static-files.ts";

const FOREVER = "public, max-age=31536000, immutable";

const policy = (...rules: string[]): string =>
  ["default-src 'none'", "base-uri 'none'", "form-action 'none'", "frame-ancestors 'none'", ...rules].join("; ");

const CONSOLE_POLICY = policy(
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self'",
  "connect-src 'self'",
  "frame-src 'self'", // the preview of the form
  "require-trusted-types-for 'script'",
);
/** The form as settings would make it. The console alone may show it, and nothing that is written in it gets out. */
const PREVIEW_POLICY = policy(
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' blob: data:",
  "font-src 'self'",
  "require-trusted-types-for 'script'",
).replace("frame-ancestors 'none'", "frame-ancestors 'self'");
/** Swagger UI sets style attributes and shows pictures from data addresses. */
const DOCS_POLICY = policy(
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  "connect-src 'self'",
);

/**
 * What browsers load from us: the widget (from any site), the console, the API page and the demo page.
 *
 * @param folder Where the built files are. @param demoKey The publishable key that the demo page carries, as any site would; without one there is no such page.
 */
export const addPages = (
  app: Hono<{ Variables: Variables }>,
  folder: string,
  demoKey: (() => Promise<string | undefined>) | undefined,
): void => {
  const widget = staticFiles(join(folder, "widget"));
  const team = staticFiles(join(folder, "console"));
  const preview = staticFiles(join(folder, "preview"));
  const docs = staticFiles(join(folder, "docs"));
  const fromAnywhere = { "Access-Control-Allow-Origin": "*", "Cross-Origin-Resource-Policy": "cross-origin" };

  app.get(ROUTES.widget, (context) =>
    widget.send(context, "earshot.js", {
      ...fromAnywhere,
      "Cache-Control": "public, max-age=300, stale-while-revalidate=86400",
    }),
  );
  app.get(`${ROUTES.widgetAssets}/:name`, (context) =>
    widget.send(context, `assets/${context.req.param("name")}`, { ...fromAnywhere, "Cache-Control": FOREVER }),
  );
  app.get("/integrity.json", (context) =>
    widget.send(context, "integrity.json", { ...fromAnywhere, "Cache-Control": "no-cache" }),
  );
  app.get(ROUTES.console, (context) =>
    team.send(context, "index.html", { "Content-Security-Policy": CONSOLE_POLICY, "Cache-Control": "no-cache" }),
  );
  app.get("/console/assets/:name", (context) =>
    team.send(context, `assets/${context.req.param("name")}`, { "Cache-Control": FOREVER }),
  );
  app.get(PREVIEW_PATH, (context) =>
    preview.send(context, "index.html", { "Content-Security-Policy": PREVIEW_POLICY, "Cache-Control": "no-cache" }),
  );
  app.get(`${PREVIEW_PATH}/assets/:name`, (context) =>
    preview.send(context, `assets/${context.req.param("name")}`, { "Cache-Control": FOREVER }),
  );
  app.get(ROUTES.docs, (context) =>
    docs.send(context, "docs.html", { "Content-Security-Policy": DOCS_POLICY, "Cache-Control": "no-cache" }),
  );
  for (const dialect of DIALECTS.filter(({ document }) => document))
    app.get(`${baseOf(dialect)}${ROUTES.docs}`, (context) =>
      docs.send(context, "docs.html", { "Content-Security-Policy": DOCS_POLICY, "Cache-Control": "no-cache" }),
    );
  app.get(`${ROUTES.docs}/:name`, (context) =>
    docs.send(context, context.req.param("name"), { "Cache-Control": "no-cache" }),
  );
  app.get("/favicon.ico", (context) => docs.send(context, "mark.svg", { "Cache-Control": "public, max-age=86400" }));
  app.get(ROUTES.demo, async (context) => {
    const key = await demoKey?.();
    if (key === undefined) throw new Problem("not_found", { what: "demo page" });
    context.header("Content-Security-Policy", undefined); // it stands for any site, and those have none that we know of
    return context.html((await widget.text("demo.html")).replaceAll("__KEY__", key), 200, {
      "Cache-Control": "no-store",
    });
  });
  for (const page of [ROUTES.docs, ROUTES.demo]) app.get(`${page}/`, (context) => context.redirect(page));
};
