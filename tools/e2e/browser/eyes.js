// What must hold of every page that people see, whatever it is about.
import { AxeBuilder } from "@axe-core/playwright";
import assert from "node:assert/strict";
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { narrow, wide } from "./chromium.js";

const rules = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];

// look wants of the page on screen: nothing that axe finds against WCAG 2.2 A and AA at 1440 pixels, nothing at 360 pixels
// of what depends on the size, no horizontal scrolling at either, and no fault of a script. It leaves the page as it was.
export async function look(page, name) {
  await accessible(page, new AxeBuilder({ page }).withTags(rules), name, wide);
  await fits(page, name, wide);
  await photograph(page, name, wide);
  await page.setViewportSize(narrow);
  await accessible(page, new AxeBuilder({ page }).withRules(["target-size", "scrollable-region-focusable", "link-name", "button-name"]), name, narrow);
  await fits(page, name, narrow);
  await photograph(page, name, narrow);
  await page.setViewportSize(wide);
  assert.deepEqual(page.faults, [], `${name}: faults in the scripts of the page`);
}

async function fits(page, name, { width }) {
  const needed = await page.evaluate(() => document.documentElement.scrollWidth);
  assert.ok(needed <= width, `${name}: scrolls sideways at ${width} pixels, since it needs ${needed}`);
}

async function accessible(page, axe, name, { width }) {
  const { violations } = await axe.setLegacyMode().analyze();
  const told = violations.flatMap((rule) => rule.nodes.map((node) => `${rule.id}: ${node.html}\n    ${node.failureSummary}`));
  assert.deepEqual(told, [], `${name} at ${width} pixels is not accessible`);
}

async function photograph(page, name, { width }) {
  const folder = process.env.TRAJECT_SHOTS;
  if (!folder) return;
  await mkdir(folder, { recursive: true });
  // Hiding the caret would leave style attributes behind, which the security policy of the pages forbids.
  await page.screenshot({ path: join(folder, `${name}-${width}.png`), fullPage: true, caret: "initial" });
}
