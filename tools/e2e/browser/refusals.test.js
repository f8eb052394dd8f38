// What is not there, what is not yours, and what is filled in wrong. Nothing here changes a case; the cases are those of
// `traject demo`.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import * as acts from "./acts.js";
import * as form from "./applying.js";
import { patience, start } from "./chromium.js";
import { look } from "./eyes.js";
import { program } from "./papers.js";
import * as people from "./people.js";

let browser, crowd;
before(async () => { browser = await start(); crowd = new people.Crowd(browser); });
after(() => browser.close());

test("a wrong link and the case of somebody else show the same: niet gevonden", { timeout: patience }, async () => {
  const path = await open(await crowd.as(people.office), "Evi Voorbeeld");
  const page = await crowd.as(people.stranger);
  const seen = [];
  for (const wrong of ["/zaken/000000000000", path, `${path}/besluit`, `${path}/aanvraag`, `${path}/inzage`, "/register", "/zo-maar-iets"]) {
    const answer = await page.goto(wrong);
    assert.equal(answer.status(), 404, wrong);
    await page.getByRole("heading", { level: 1, name: "Niet gevonden" }).waitFor();
    seen.push(await page.getByRole("main").innerText());
  }
  assert.equal(new Set(seen).size, 1, "no difference between what does not exist and what is not yours");
  await look(page, "niet-gevonden");
});

test("an application with mistakes is not handed in: every mistake is named, and leads to its place", { timeout: patience }, async () => {
  const page = await crowd.as(people.school);
  const child = form.pupil("Fout");
  await form.begin(page);
  await form.fillPupil(page, child, { email: "geen-adres" });
  await page.getByLabel("Geboortedatum").fill("2031-03-14");
  await form.next(page, "Wat vraagt u aan?");
  await form.fillRequest(page);
  await form.next(page, "Waarom vraagt u dit aan?");
  await form.next(page, "Documenten toevoegen");
  await page.getByLabel("Bestand", { exact: true }).setInputFiles(program());
  await page.getByRole("alert").filter({ hasText: "PDF" }).waitFor();
  await look(page, "fout-document");
  await page.getByRole("link", { name: "Verder", exact: true }).click();
  await page.getByRole("button", { name: "Aanvraag indienen" }).click();
  await wantSummary(page, [/e-mailadres/i, /geboren|geboortedatum|datum/i], "fout-aanvraag");
  await page.getByRole("alert").getByRole("link", { name: /e-mailadres/i }).click();
  assert.equal(await page.getByLabel("E-mailadres").first().inputValue(), "geen-adres");
  assert.equal(await page.getByLabel("Achternaam").inputValue(), child.lastName);
});

test("asking for a completion without saying what and by when is refused, and the answers stay", { timeout: patience }, async () => {
  const page = await crowd.as(people.office);
  await open(page, "Mila Voorbeeld");
  const present = page.getByRole("radio", { name: "Ja, dat blijkt uit het dossier" });
  for (const gate of await present.all()) await gate.check();
  await page.getByRole("radio", { name: "Nee, dit ontbreekt nog" }).first().check();
  await page.getByLabel("Tot en met welke dag?").fill("2020-01-31");
  await page.getByRole("button", { name: "Vastleggen", exact: true }).click();
  await wantSummary(page, [/dag|datum/i], "fout-aanvulling");
  assert.equal(await page.getByLabel("Tot en met welke dag?").inputValue(), "2020-01-31");
  assert.ok(await page.getByRole("radio", { name: "Nee, dit ontbreekt nog" }).first().isChecked());
  assert.ok(await present.last().isChecked());
});

test("the same expert twice is refused", { timeout: patience }, async () => {
  const page = await crowd.as(people.office);
  await open(page, "Yara Voorbeeld");
  await acts.choose(page, "Eerste deskundige (GZ-psycholoog)", /GZ-psycholoog/);
  await acts.choose(page, "Tweede deskundige", /GZ-psycholoog/);
  await page.getByRole("button", { name: "Deskundigen vragen" }).click();
  await wantSummary(page, [/deskundige/i], "fout-deskundigen");
  assert.notEqual(await page.getByLabel("Tweede deskundige", { exact: true }).inputValue(), "");
});

test("a TLV that does not end on 31 July is refused at signing, and nothing that the director wrote is lost", { timeout: patience }, async () => {
  const page = await crowd.as(people.director);
  await open(page, "Evi Voorbeeld");
  const wrongDay = acts.schoolYearEnd(1).replace("-07-31", "-06-30");
  await acts.fillDecision(page, wrongDay);
  await page.getByRole("button", { name: "Verder naar ondertekenen" }).click();
  const sign = page.getByRole("button", { name: "Ondertekenen", exact: true });
  await sign.or(page.getByRole("alert").filter({ hasText: "Dit klopt nog niet" })).waitFor();
  if (await sign.isVisible()) await sign.click();
  await wantSummary(page, [/31 juli/], "fout-besluit");
  assert.equal(await page.getByLabel("Geldig tot en met").inputValue(), wrongDay);
  assert.match(await page.getByLabel("Motivering").inputValue(), /kleinere groep/);
});

// open opens the case of a pupil from the list of all cases, and returns its path.
async function open(page, name) {
  await page.goto("/zaken");
  await page.getByRole("link", { name }).click();
  await page.getByRole("heading", { level: 1, name }).waitFor();
  return new URL(page.url()).pathname;
}

// wantSummary wants the list of mistakes at the top, with these words in it, and the focus on it.
async function wantSummary(page, words, shot) {
  const summary = page.getByRole("alert").filter({ has: page.getByRole("heading", { name: "Dit klopt nog niet" }) });
  await summary.waitFor();
  for (const word of words) assert.match(await summary.innerText(), word);
  assert.ok(await summary.evaluate((element) => element === document.activeElement), "the focus is on the list of mistakes");
  await look(page, shot);
}
