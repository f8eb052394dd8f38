// Puts everything a browser needs in dist/: one stylesheet, the font, htmx and our own small script.
// Nothing is fetched from elsewhere when a page is shown. Run `npm ci && npm run build`.
import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const here = dirname(fileURLToPath(import.meta.url));
const modules = join(here, "node_modules");
const dist = join(here, "dist");

// The components of the Utrecht design system that the pages use, in the order of the cascade.
const components = [
  "root", "document", "skip-link", "heading-1", "heading-2", "heading-3", "heading-4", "button", "textbox", "textarea", "select",
];

const styles = [
  ...components.map((name) => join(modules, `@utrecht/${name}-css/dist/index.min.css`)),
  ...["theme", "components", "layout", "forms", "case", "terms", "places", "partners", "print"].map((name) => join(here, "styles", `${name}.css`)),
];

const copies = {
  "htmx.min.js": join(modules, "htmx.org/dist/htmx.min.js"),
  "source-sans-3.woff2": join(modules, "@fontsource-variable/source-sans-3/files/source-sans-3-latin-wght-normal.woff2"),
  "source-sans-3-ext.woff2": join(modules, "@fontsource-variable/source-sans-3/files/source-sans-3-latin-ext-wght-normal.woff2"),
  "portal.js": join(here, "scripts/portal.js"),
  "icon.svg": join(here, "icon.svg"),
  "chevron.svg": join(here, "chevron.svg"),
};

mkdirSync(dist, { recursive: true });
writeFileSync(join(dist, "traject.css"), styles.map((path) => readFileSync(path, "utf8")).join("\n"));
for (const [name, from] of Object.entries(copies)) copyFileSync(from, join(dist, name));
console.log(`portal assets: ${Object.keys(copies).length + 1} files in ${dist}`);
