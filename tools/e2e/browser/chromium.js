// Chromium, as it is installed on the machine, with a fresh profile; and Dutch people who look at it.
import { chromium } from "playwright-core";

// patience is how long a test may take (milliseconds): far more than it needs, for a machine that is busy with other things.
export const patience = 600_000;

// Everything that a page waits for is on this machine: what has not come by now (milliseconds) does not come.
const waiting = 20_000;

export const wide = { width: 1440, height: 900 };
export const narrow = { width: 360, height: 740 };

// start starts a browser; it ends with close().
export function start() {
  return chromium.launch({
    executablePath: process.env.TRAJECT_CHROMIUM ?? "/usr/bin/chromium",
    args: [
      "--headless", "--lang=nl-NL", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
      "--disable-background-networking", "--disable-component-update", "--disable-sync",
    ],
  });
}

// window opens a window of its own, with its own cookies: another person, or the same on another machine.
export async function window(browser, { javaScript = true } = {}) {
  const context = await browser.newContext({
    baseURL: portal(), locale: "nl-NL", timezoneId: "Europe/Amsterdam", viewport: wide, javaScriptEnabled: javaScript,
    reducedMotion: "reduce",
  });
  context.setDefaultTimeout(waiting);
  const page = await context.newPage();
  page.faults = [];
  page.on("pageerror", (error) => page.faults.push(`${page.url()}: ${error.message}`));
  page.on("console", (message) => {
    // A page that answers 4xx on purpose is logged by the browser as well; those pages are looked at by themselves.
    if (message.type() === "error" && !message.text().startsWith("Failed to load resource")) page.faults.push(`${message.location().url}: ${message.text()}`);
  });
  page.on("response", (response) => {
    if (response.status() >= 500) page.faults.push(`${response.url()}: answered ${response.status()}`);
  });
  return page;
}

export function portal() {
  const address = process.env.TRAJECT_PORTAL;
  if (!address) throw new Error("TRAJECT_PORTAL is not set: want the address of a running portal (make test-e2e sets it)");
  return address;
}
