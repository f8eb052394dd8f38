// How long pages take in Chromium until somebody can use them. It opens every page as often as is asked, as somebody of the office who is signed
// in, and writes one line of JSON a page: its name, and the milliseconds from asking for it until the answer was there and until its scripts ran.
import { start } from "../../e2e/browser/chromium.js";
import { office, signIn } from "../../e2e/browser/people.js";

const pages = JSON.parse(process.env.TRAJECT_PAGES);
const times = Number(process.env.TRAJECT_TIMES);

// visit opens a page in the window, and reads what the browser itself measured.
async function visit(window, path) {
  await window.goto(path, { waitUntil: "load" });
  return window.evaluate(() => {
    const [page] = performance.getEntriesByType("navigation");
    return { answered: page.responseEnd, interactive: page.domContentLoadedEventEnd };
  });
}

const browser = await start();
try {
  const window = await signIn(browser, office);
  for (const { name, paths } of pages) {
    await visit(window, paths[0]);
    const seen = [];
    for (let i = 0; i < times; i++) seen.push(await visit(window, paths[i % paths.length]));
    console.log(JSON.stringify({ name, answered: seen.map((one) => one.answered), interactive: seen.map((one) => one.interactive) }));
  }
  if (window.faults.length > 0) throw new Error(window.faults.join("\n"));
} finally {
  await browser.close();
}
