// From the decision on a TLV to the placement that follows from it, an application for the next one without typing anything twice, and a return
// that is built up. The school of origin and the SOT watch it happen.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import * as acts from "./acts.js";
import * as form from "./applying.js";
import { patience, start } from "./chromium.js";
import { look } from "./eyes.js";
import * as people from "./people.js";
import { stepsOf } from "./steps.js";
import { watch } from "./watching.js";

let browser, crowd;
before(async () => { browser = await start(); crowd = new people.Crowd(browser); });
after(() => browser.close());

test("from a TLV to the placement, to the next TLV without typing anything twice, and to a return", { timeout: patience }, async (t) => {
  const step = stepsOf(t);
  const child = form.pupil("Wies");
  const tlv = await step("a TLV is given that holds from today", () => granted(child));
  const path = await step("the placement is there by itself", () => placementOf(tlv));
  const host = await crowd.as(people.receiver);
  const watched = await watch(path, await people.signIn(browser, people.colleague), await people.signIn(browser, people.sot));

  await step("the receiving school says that the pupil is there", async () => {
    await acts.open(host, path, "ConfirmPlacement");
    await host.getByLabel("Vanaf welke dag is de leerling op uw school?").fill(acts.today());
    await acts.press(host, "Bevestigen", "Vastgelegd dat de leerling er is.");
    await watched.see("De leerling is nu op een school voor sbo of so.");
  });
  await step("both schools evaluate", async () => {
    await evaluate(host, path);
    await watched.see("Het gaat goed");
  });
  await step("the page is looked at by each role", () => lookAt(path, [people.receiver, people.school, people.sot, people.parent, people.director]));
  await step("the school asks for the next TLV from here", () => further(host, path, child));
  await step("who is placed where is looked at", () => overview(child));
  await step("a return is planned, agreed and built up", () => returned(host, path));
  await watched.see("De leerling is terug op een gewone school. Die school vertelt drie keer hoe het gaat.");
  assert.ok(await watched.untouched(), "the pages were not loaded again");
});

// granted is the whole way of an application, and returns the path of its case.
async function granted(child) {
  const path = await form.handIn(crowd, child);
  const turn = async (person, act) => {
    const page = await crowd.as(person);
    await page.goto(path);
    await act(page);
  };
  await turn(people.office, acts.judgeCompetent);
  await turn(people.sot, acts.confirmSot);
  await turn(people.office, acts.judgeComplete);
  await turn(people.parent, acts.agree);
  await turn(people.office, acts.assignExperts);
  await turn(people.psychologist, acts.advise);
  await turn(people.second, acts.advise);
  await turn(people.director, async (page) => {
    await acts.fillDecision(page, acts.schoolYearEnd(1));
    await page.getByLabel("Geldig vanaf").fill(acts.today());
    await acts.goOnToSign(page);
    await acts.sign(page);
  });
  await turn(people.office, acts.sendLetters);
  return path;
}

// placementOf finds the placement among the other cases of the pupil; it begins when the letters are sent.
async function placementOf(tlv) {
  const page = await crowd.as(people.office);
  const link = page.getByRole("region", { name: "Andere zaken van deze leerling" }).getByRole("link").first();
  for (let tries = 0; tries < 10; tries++) {
    await page.goto(tlv);
    if (await link.count() > 0) break;
    await link.waitFor({ timeout: 2000 }).catch(() => {}); // the page may show it by itself; else it is loaded again
  }
  return new URL(await link.getAttribute("href"), page.url()).pathname;
}

async function evaluate(page, path) {
  await acts.open(page, path, "Evaluate");
  await page.getByLabel("Datum van de evaluatie").fill(acts.today());
  await acts.answer(page, "Hoe gaat het met de leerling?", "Het gaat goed");
  await acts.answer(page, "Deden beide scholen mee?", "Ja, wij deden dit samen");
  await page.getByLabel("Verslag", { exact: true }).fill("De leerling heeft vrienden gemaakt en leert weer.");
  await acts.press(page, "Evaluatie vastleggen", "De evaluatie is vastgelegd.");
}

async function lookAt(path, persons) {
  for (const [n, person] of persons.entries()) {
    const page = await crowd.as(person);
    await page.goto(path);
    await page.getByRole("heading", { level: 1 }).waitFor();
    await look(page, `plaatsing-${n + 1}`);
  }
}

// further: the form has everything that is known. Only what is new is asked.
async function further(page, path, child) {
  await page.goto(path);
  await page.getByRole("button", { name: "Start TLV-aanvraag vanaf hier" }).click();
  await page.getByRole("heading", { level: 1, name: "Wat vraagt u nu aan?" }).waitFor();
  assert.equal(await page.locator("input[name=receivingSchoolId]:checked").inputValue(), "stuifheugel-zeist");
  assert.equal(await page.locator("input[name=destination]:checked").inputValue(), "sbo");
  assert.equal(await page.locator("input[name=extent]:checked").inputValue(), "full");
  await look(page, "vervolgaanvraag-1");
  await form.next(page, "Waarom vraagt u dit aan?");
  await page.getByRole("checkbox", { name: /^De basisondersteuning is ingezet/ }).check();
  await page.getByLabel("Wat is er tot nu toe gedaan?").fill("De leerling leert in een kleine groep, en heeft die nog nodig.");
  await page.getByText(/^Bewaard om/).waitFor();
  await look(page, "vervolgaanvraag-2");
  await form.next(page, "Kloppen deze gegevens nog?");
  assert.equal(await page.getByLabel("Voornaam").inputValue(), child.firstName);
  assert.equal(await page.getByLabel("Achternaam").inputValue(), child.lastName);
  assert.equal(await page.getByLabel("Geboortedatum").inputValue(), "2018-03-14");
  const first = page.getByRole("group", { name: "Ouder of verzorger 1" });
  assert.equal(await first.getByLabel("E-mailadres").inputValue(), "ouder@example.test");
  assert.equal(await first.getByLabel("Straat en huisnummer").inputValue(), "Dorpsstraat 1");
  await look(page, "vervolgaanvraag-3");
  await form.next(page, "Documenten toevoegen");
  await page.getByRole("link", { name: "Verder", exact: true }).click();
  await page.getByRole("heading", { level: 1, name: "Controleren en indienen" }).waitFor();
  await look(page, "vervolgaanvraag-5");
  const next = await form.submit(page);
  assert.notEqual(next, path);
  await page.goto(path);
  await page.getByText("Nieuwe TLV-aanvraag").waitFor();
}

// overview: who may see it finds the pupil in it.
async function overview(child) {
  for (const [person, shot] of [[people.director, "directeur"], [people.sot, "sot"], [people.receiver, "school"]]) {
    const page = await crowd.as(person);
    await page.goto("/plaatsingen");
    await page.getByRole("link", { name: child.name }).first().waitFor();
    await look(page, `plaatsingen-${shot}`);
  }
}

// returned: the school where the pupil is makes a plan with one step, the school of origin agrees, and says that the pupil is back.
async function returned(host, path) {
  await acts.open(host, path, "PlanReturn");
  await acts.choose(host, "Naar welke gewone school?", /Regenboog UH/);
  await host.getByLabel("Stap 1: vanaf").fill(acts.today());
  await host.getByLabel("Stap 1: hoeveel").selectOption("10");
  await host.getByLabel("Het plan", { exact: true }).fill("De leerling begint meteen met de hele week. De begeleider komt een maand mee.");
  await look(host, "terugkeerplan");
  await host.getByRole("button", { name: "Plan versturen" }).click();
  await host.getByText("De school heeft nog niet geantwoord").waitFor();
  const target = await crowd.as(people.school);
  await acts.open(target, path, "AnswerReturn");
  await acts.answer(target, "Kan de leerling volgens dit plan bij u komen?", "Ja, wij zijn het eens met het plan");
  await acts.press(target, "Antwoord versturen", "Uw antwoord is vastgelegd.");
  await acts.open(target, path, "ConfirmReturn");
  await target.getByLabel("Vanaf welke dag is de leerling de hele week terug?").fill(acts.today());
  await acts.press(target, "Bevestigen", "Vastgelegd dat de leerling terug is.");
  await acts.open(target, path, "FollowUpReturn");
  await target.getByLabel("Datum van het gesprek").fill(acts.today());
  await acts.answer(target, "Hoe gaat het met de leerling op school?", "Het gaat goed");
  await target.getByLabel("Verslag", { exact: true }).fill("De leerling doet weer met alles mee.");
  await acts.press(target, "Vastleggen", "Vastgelegd hoe het gaat.");
  await look(target, "teruggekeerd");
}
