// Every page that every role sees, of a case in every phase. The cases are those of `traject demo`.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { patience, start, window } from "./chromium.js";
import { look } from "./eyes.js";
import * as people from "./people.js";

let browser;
before(async () => { browser = await start(); });
after(() => browser.close());

// The pages that lead on from a case.
const further = ["De hele aanvraag lezen", "Dossier lezen en besluiten", "Lees de zienswijze van de ouders", "Lees wat het kantoor vraagt"];

// seen are the parts of pages that were looked at, by whomever: a form or a table is the same for every role.
const seen = new Set();

// atLeast is how many cases of the demo each role sees.
for (const { person, shot, from, atLeast } of [
  { person: people.school, shot: "school", from: "/zaken?toon=alles", atLeast: 14 },
  { person: people.sot, shot: "sot", from: "/zaken?toon=alles", atLeast: 10 },
  { person: people.office, shot: "kantoor", from: "/zaken?toon=alles", atLeast: 14 },
  { person: people.psychologist, shot: "gz", from: "/zaken?toon=alles", atLeast: 6 },
  { person: people.director, shot: "directeur", from: "/zaken?toon=alles", atLeast: 14 },
  { person: people.parent, shot: "ouder", from: "/", atLeast: 14 },
  { person: people.provision, shot: "buitenkans", from: "/zaken?toon=alles", atLeast: 8 },
  { person: people.receiver, shot: "ontvanger", from: "/zaken?toon=alles", atLeast: 10 },
]) {
  test(`everyone can use what the ${person} sees, in every phase`, { timeout: patience }, async (t) => {
    const page = await people.signIn(browser, person);
    await lookAtMenu(page, `fase-${shot}`);
    let looks = 0;
    for (const path of await casesOf(page, from, atLeast, `fase-${shot}-lijst`)) {
      await page.goto(path);
      const parts = await partsOf(page);
      if (parts.every((part) => seen.has(part))) continue;
      parts.forEach((part) => seen.add(part));
      looks += 1;
      await look(page, `fase-${shot}-${looks}`);
      await lookFurther(page, path, `fase-${shot}-${looks}`, seen);
    }
    t.diagnostic(`${looks} pages with something new, ${seen.size} parts so far`);
  });
}

// lookAtMenu looks at the start page and at the other pages of the menu.
async function lookAtMenu(page, shot) {
  const menu = page.getByRole("navigation", { name: "Hoofdmenu" }).getByRole("link");
  for (const name of await menu.allInnerTexts()) {
    if (name === "Alle zaken") continue;
    await menu.filter({ hasText: name }).click();
    await page.getByRole("heading", { level: 1 }).waitFor();
    await look(page, `${shot}-${name.replaceAll(" ", "-").toLowerCase()}`);
  }
}

// casesOf are the paths of all cases on a list, which is looked at as well.
async function casesOf(page, from, atLeast, shot) {
  await page.goto(from);
  await page.getByRole("heading", { level: 1 }).waitFor();
  const links = await page.getByRole("main").getByRole("link").evaluateAll((all) => all.map((link) => new URL(link.href).pathname));
  const paths = [...new Set(links.filter((path) => /^\/zaken\/[0-9a-z]{12}$/.test(path)))];
  assert.ok(paths.length >= atLeast, `want at least ${atLeast} cases on ${from}, found ${paths.length}`);
  await look(page, shot);
  return paths;
}

// partsOf are what a page is made of: its headings, questions, buttons and sentences about where the case stands, whatever their dates. A
// page that is made of parts that were all looked at before has nothing new to look at.
async function partsOf(page) {
  const parts = await page.getByRole("main").evaluate((main) =>
    [...main.querySelectorAll("h2, h3, legend, summary, button, .stand__zin")].map((part) => part.textContent.trim()));
  return parts.map((part) => part.replace(dates, "").replaceAll(/\d+/g, ""));
}

const dates = new RegExp(
  "(maan|dins|woens|donder|vrij|zater|zon)dag|januari|februari|maart|april|mei|juni|juli|augustus|september|oktober|november|december", "g");

async function lookFurther(page, path, shot, seen) {
  for (const name of further) {
    if (seen.has(name) || (await page.getByRole("link", { name }).count()) === 0) continue;
    seen.add(name);
    await page.getByRole("link", { name }).first().click();
    await page.getByRole("heading", { level: 1 }).waitFor();
    await look(page, `${shot}-${name.split(" ").slice(0, 3).join("-").toLowerCase()}`);
    await page.goto(path);
  }
}

test("everyone can use the pages of who is not signed in or has no part in a case", { timeout: patience }, async () => {
  const nobody = await window(browser);
  await nobody.goto("/");
  await look(nobody, "welkom");
  await nobody.getByRole("link", { name: "Inloggen", exact: true }).click();
  await look(nobody, "ontwikkelaanmelding");
  for (const [person, shot] of [["gemeente Zeist", "gemeente"], ["beheerder (engineer)", "beheer"]]) {
    const page = await people.signIn(browser, person);
    await look(page, `${shot}-start`);
    await page.getByRole("button", { name: "Uitloggen" }).click();
    await page.getByRole("heading", { level: 1, name: "U bent uitgelogd" }).waitFor();
    await look(page, "uitgelogd");
  }
});
