// A stay at the Buitenkans, from the question of the school to the after-care, as five people do it. A colleague at school and the SOT
// watch it happen. The stack runs with the demonstration policy, in which a stay can begin on any day.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import * as form from "./applying.js";
import { patience, start } from "./chromium.js";
import { look } from "./eyes.js";
import * as people from "./people.js";
import * as staying from "./staying.js";
import { stepsOf } from "./steps.js";
import { watch } from "./watching.js";

let browser, crowd;
before(async () => { browser = await start(); crowd = new people.Crowd(browser); });
after(() => browser.close());

test("a stay runs from the request to the after-care, and school and SOT see it happen without loading a page again", { timeout: patience }, async (t) => {
  const step = stepsOf(t);
  const child = form.pupil("Bo");
  const path = await step("the school asks for a place", () => request(child));
  const watched = await watch(path, await people.signIn(browser, people.colleague), await people.signIn(browser, people.sot));
  const turn = (name, person, act, ...shows) => step(name, async () => {
    const page = await crowd.as(person);
    await act(page, path);
    await watched.see(...shows);
  });

  await turn("the SOT supports it", people.sot, staying.support, "Het SOT steunt");
  await turn("the parent consents", people.parent, staying.consent, "Het SOT en de ouders zijn het eens. De Buitenkans kijkt of zij de vraag kan beantwoorden.");
  await turn("the Buitenkans admits the pupil", people.provision, staying.admit, "De Buitenkans laat de leerling toe.");
  await step("the places are looked at", () => places(child));
  await turn("the Buitenkans plans the start", people.provision, staying.planStart, "De start is op");
  await turn("the pupil is there", people.provision, staying.arrive, "De leerling is bij de Buitenkans.");
  await turn("the talk halfway", people.provision, staying.evaluateMidway, "De tussenevaluatie is gehouden op");
  await turn("the advice", people.provision, staying.adviseSupport, "De leerling is bij de Buitenkans. Het advies is er.");
  await turn("the school plans the return", people.school, staying.planReturn, "De terugkeer is gepland.");
  await step("the page of the case is looked at by each role", () => lookAt(path));
  await turn("the stay ends", people.provision, staying.finish, "De plaatsing is voorbij. De school en het SOT volgen hoe het gaat.");
  await turn("the school tells how it goes", people.school, staying.talkAfterwards, "Er is een gesprek geweest op");
  assert.ok(await watched.untouched(), "the pages were not loaded again");
});

// request fills in the request from the start page, and returns the path of its case.
async function request(child) {
  const page = await crowd.as(people.school);
  await page.goto("/");
  await page.getByRole("link", { name: "Plek bij de Buitenkans aanvragen" }).click();
  await page.getByLabel("Wat wilt u weten over deze leerling?").fill("Waardoor begint deze leerling niet aan het werk, en wat helpt wel?");
  await look(page, "buitenkans-vraag");
  await form.next(page, "Leerling en ouders");
  await fillPupil(page, child);
  await look(page, "buitenkans-leerling");
  await form.next(page, "Documenten toevoegen");
  await form.addGroeidocument(page);
  await page.getByRole("link", { name: "Verder", exact: true }).click();
  await page.getByRole("heading", { level: 1, name: "Controleren en versturen" }).waitFor();
  await look(page, "buitenkans-controle");
  await page.getByRole("button", { name: "Aanvraag versturen" }).click();
  await page.getByText("De aanvraag is verstuurd.").waitFor();
  return new URL(page.url()).pathname;
}

// fillPupil is that of an application, with the groep to choose from a list.
async function fillPupil(page, child) {
  await page.getByLabel("Voornaam").fill(child.firstName);
  await page.getByLabel("Achternaam").fill(child.lastName);
  await page.getByLabel("Geboortedatum").fill("2018-03-14");
  await page.getByLabel("Groep").selectOption("4");
  const first = page.getByRole("group", { name: "Ouder of verzorger 1" });
  await first.getByLabel("Naam").fill(`Ouder van ${child.firstName}`);
  await first.getByLabel("E-mailadres").fill("ouder@example.test");
  await first.getByLabel("Straat en huisnummer").fill("Dorpsstraat 1");
  await first.getByLabel("Postcode").fill("3958 AA");
  await first.getByLabel("Plaats").fill("Amerongen");
}

// places: who keeps them finds the pupil in a group.
async function places(child) {
  for (const [person, shot] of [[people.provision, "buitenkans"], [people.sot, "sot"], [people.office, "kantoor"]]) {
    const page = await crowd.as(person);
    await page.goto("/buitenkans");
    await page.getByRole("heading", { level: 1, name: "Plekken bij de Buitenkans" }).waitFor();
    await page.getByRole("link", { name: child.name }).first().waitFor();
    await look(page, `plekken-${shot}`);
  }
}

async function lookAt(path) {
  for (const [person, shot] of [[people.school, "school"], [people.sot, "sot"], [people.parent, "ouder"], [people.provision, "buitenkans"]]) {
    const page = await crowd.as(person);
    await page.goto(path);
    await page.getByText("Advies van de Buitenkans").first().waitFor();
    await look(page, `buitenkans-zaak-${shot}`);
  }
}
