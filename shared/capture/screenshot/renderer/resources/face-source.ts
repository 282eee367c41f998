/** Formats that no browser of today reads. */
const DEAD = /^(svg|embedded-opentype)$/i;

export type FaceSource = {
  /** What may come from the reader's own machine, before any file: entries of a `src`, as they are written. */
  local: string[];
  /** The files in question, the first that a browser can read first. */
  urls: string[];
};

const SOURCE =
  /(local\((?:"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'|[^)"']*)\))|url\(\s*(?:"((?:\\.|[^"\\])*)"|'((?:\\.|[^'\\])*)'|([^)"'\s]*))\s*\)(?:\s*format\(\s*["']?([\w-]+)["']?\s*\))?/gi;

/** What the `src` of a font face names. */
export const faceSource = (src: string): FaceSource => {
  const local: string[] = [];
  const urls: string[] = [];
  for (const [, named, double, single, bare, format = ""] of src.matchAll(SOURCE)) {
    const url = (double ?? single ?? bare ?? "").replace(/\\(.)/g, "$1");
    if (named && urls.length === 0) local.push(named);
    else if (url && !DEAD.test(format) && !/\.(eot|svg)([?#]|$)/i.test(url)) urls.push(url);
  }
  return { local, urls };
};
