// What must hold of every page that people see, whatever it is about.
import { AxeBuilder } from "@axe-core/playwright";
import assert from "node:assert/strict";
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { narrow, wide } from "./chromium.js";

const rules = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];

// look wants of the page on screen, at 1440 and at 360 pixels: nothing that axe finds against WCAG 2.2 A and AA, no
// horizontal scrolling, and no fault of a script. It leaves the page as it was.
export async function look(page, name) {
  for (const size of [wide, narrow]) {
    await page.setViewportSize(size);
    await photograph(page, `${name}-${size.width}`);
    await fits(page, name, size);
    await accessible(page, name, size);
  }
  await page.setViewportSize(wide);
  assert.deepEqual(page.faults, [], `${name}: faults in the scripts of the page`);
}

async function fits(page, name, { width }) {
  const needed = await page.evaluate(() => document.documentElement.scrollWidth);
  assert.ok(needed <= width, `${name}: scrolls sideways at ${width} pixels, since it needs ${needed}`);
}

async function accessible(page, name, { width }) {
  const { violations } = await new AxeBuilder({ page }).withTags(rules).setLegacyMode().analyze();
  const told = violations.flatMap((rule) => rule.nodes.map((node) => `${rule.id}: ${node.html}\n    ${node.failureSummary}`));
  assert.deepEqual(told, [], `${name} at ${width} pixels is not accessible`);
}

async function photograph(page, name) {
  const folder = process.env.TRAJECT_SHOTS;
  if (!folder) return;
  await mkdir(folder, { recursive: true });
  // Hiding the caret would leave style attributes behind, which the security policy of the pages forbids.
  await page.screenshot({ path: join(folder, `${name}.png`), fullPage: true, caret: "initial" });
}
