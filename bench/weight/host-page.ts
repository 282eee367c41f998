/** The page that every widget stands on: about 600 elements, as a shop's list would be. */
export const hostPage = (tag: string): string => `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>A shop</title>
<link rel="stylesheet" href="/host.css">
</head>
<body>
<header><h1>Beans and leaves</h1><nav>${["New", "Coffee", "Tea", "Cups"].map((word) => `<a href="#${word}">${word}</a>`).join("")}</nav></header>
<main>${Array.from({ length: 72 }, (_, index) => card(index)).join("")}</main>
<footer><p>Open from nine to six.</p></footer>
<script nonce="bench" src="/host.js"></script>
${tag}
</body>
</html>`;

const card = (index: number): string =>
  `<article class="card"><h2>Blend ${index}</h2><p>Round and <b>dark</b>, with a note of cocoa.</p><ul><li>250 g</li><li>500 g</li></ul><button>Buy</button></article>`;

export const HOST_CSS = `
body { margin: 0; font: 16px/1.5 Georgia, serif; color: #2a2118; background: #fbf7f0; }
header { padding: 16px 32px; background: #2f4a3a; color: #fff; }
nav a { color: inherit; margin-right: 16px; }
main { display: grid; grid-template-columns: repeat(auto-fill, minmax(220px, 1fr)); gap: 16px; padding: 32px; }
.card { padding: 16px; border: 1px solid #e2d8c8; border-radius: 8px; background: #fff; }
.card button { padding: 6px 12px; }
`;

/** The page's own shortcuts, with the usual guard, and what it counts of its visitors' keys. */
export const HOST_SCRIPT = `
window.shortcuts = [];
for (const capture of [false, true])
  document.addEventListener("keydown", (event) => {
    const target = event.target;
    if (/^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName) || target.isContentEditable) return;
    shortcuts.push((capture ? "capture " : "") + event.key);
  }, capture);
window.reports = [];
document.addEventListener("securitypolicyviolation", (event) => reports.push(event.effectiveDirective));
`;
