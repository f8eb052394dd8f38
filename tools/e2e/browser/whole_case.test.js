// A case from application to letter, as seven people do it in their browsers; every page that they see on the way is looked at.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import * as acts from "./acts.js";
import * as form from "./applying.js";
import { patience, start } from "./chromium.js";
import { look } from "./eyes.js";
import { stepsOf } from "./steps.js";
import * as people from "./people.js";

let browser, crowd;
before(async () => { browser = await start(); crowd = new people.Crowd(browser); });
after(() => browser.close());

test("a case runs from application to letter through seven accounts, on pages that everyone can use", { timeout: patience }, async (t) => {
  const child = form.pupil("Noor");
  const step = stepsOf(t);
  await step("the school fills in the form, leaves it and goes on where it was", () => apply(child));
  const path = await step("the school hands in the application", async () => form.submit(await crowd.as(people.school)));
  await look(await crowd.as(people.school), "school-zaak-ingediend");

  const turn = (name, person, act, shot) => step(name, () => takeTurn(person, child, act, shot));
  await turn("the office judges that ZOUT is competent", people.office, acts.judgeCompetent, "kantoor-1-competentie");
  await turn("the SOT confirms that it was involved", people.sot, acts.confirmSot, "sot");
  await turn("the office finds the application complete", people.office, acts.judgeComplete, "kantoor-2-volledigheid");
  await turn("the parent agrees", people.parent, acts.agree, "ouder");
  await turn("the office asks two experts", people.office, acts.assignExperts, "kantoor-3-deskundigen");
  await turn("the GZ-psycholoog gives an advice", people.psychologist, acts.advise, "gz-psycholoog");
  await turn("the second expert gives an advice", people.second, acts.advise, "tweede-deskundige");
  await turn("the director decides and signs", people.director, decide, "directeur");
  await turn("the office sends the letters", people.office, acts.sendLetters, "kantoor-4-brieven");

  await step("the school opens its letter", () => readLetter(people.school, path, "brief-school"));
  await step("the parent opens their letter", () => readLetter(people.parent, path, "brief-ouder"));
  await step("the receiving school opens its letter", () => readLetter(people.receiver, path, "brief-ontvanger"));
  await step("the office finds the TLV number in the register, and who read the dossier", () => register(path));
});

// takeTurn: somebody finds the case on their start page, opens it and does what is asked.
async function takeTurn(person, child, act, shot) {
  const page = await crowd.as(person);
  await page.goto("/");
  await page.getByRole("link", { name: child.name }).first().click();
  await page.getByRole("heading", { level: 2, name: "Uw taak" }).waitFor();
  await look(page, `${shot}-taak`);
  await act(page);
}

async function apply(child) {
  const page = await crowd.as(people.school);
  await form.begin(page);
  await look(page, "aanvraag-1-leeg");
  await form.fillPupil(page, child);
  await page.getByRole("button", { name: "Bewaren en stoppen" }).click();
  await page.getByRole("heading", { level: 1, name: "Mijn aanvragen" }).waitFor();
  await look(page, "school-start-concept");
  await resume(child);
  await form.next(page, "Wat vraagt u aan?");
  await form.fillRequest(page);
  await look(page, "aanvraag-2");
  await form.next(page, "Waarom vraagt u dit aan?");
  await form.fillGrounds(page);
  await page.getByText(/^Bewaard om/).waitFor();
  await look(page, "aanvraag-3");
  await form.next(page, "Documenten toevoegen");
  await look(page, "aanvraag-4-leeg");
  await form.addGroeidocument(page);
  await look(page, "aanvraag-4");
  await page.getByRole("link", { name: "Verder", exact: true }).click();
  await page.getByRole("heading", { level: 1, name: "Controleren en indienen" }).waitFor();
  await look(page, "aanvraag-5");
}

// resume: a colleague sees the draft too, and the answers are still there for who began.
async function resume(child) {
  for (const person of [people.colleague, people.school]) {
    const page = await crowd.as(person);
    await page.goto("/");
    await page.getByRole("link", { name: child.name }).click();
    await page.getByRole("heading", { level: 1, name: "Leerling en ouders" }).waitFor();
    assert.equal(await page.getByLabel("Achternaam").inputValue(), child.lastName);
    assert.equal(await page.getByLabel("Geboortedatum").inputValue(), "2018-03-14");
    assert.equal(await page.getByLabel("Plaats").first().inputValue(), "Amerongen");
  }
}

async function decide(page) {
  await acts.fillDecision(page, acts.schoolYearEnd(1));
  await look(page, "directeur-besluit");
  await acts.goOnToSign(page);
  await look(page, "directeur-ondertekenen");
  await acts.sign(page);
}

// readLetter opens the only letter that this reader has, and wants a whole PDF.
async function readLetter(reader, path, shot) {
  const page = await crowd.as(reader);
  await page.goto(path);
  const letters = page.getByRole("region", { name: "Documenten" }).getByRole("link", { name: /^Besluit .*\.pdf$/ });
  await letters.first().waitFor();
  assert.equal(await letters.count(), 1, `${reader} sees the own letter and no other`);
  await look(page, `${shot}-zaak`);
  const answer = await page.request.get(await letters.getAttribute("href"));
  assert.equal(answer.status(), 200);
  assert.match(answer.headers()["content-type"], /^application\/pdf/);
  const paper = await answer.body();
  assert.equal(paper.subarray(0, 5).toString(), "%PDF-");
  assert.ok(paper.length > 2000, `a letter of ${paper.length} bytes`);
}

async function register(path) {
  const page = await crowd.as(people.office);
  await page.goto(path);
  const number = (await page.getByText(/PO2603-\d{6}/).first().textContent()).match(/PO2603-\d{6}/)[0];
  await page.getByRole("link", { name: "TLV-register" }).click();
  await page.getByRole("heading", { level: 1, name: "TLV-register" }).waitFor();
  assert.equal(await page.getByRole("link", { name: number }).count(), 1, `${number} stands once in the register`);
  await look(page, "register");
  await page.getByRole("link", { name: number }).click();
  await page.getByRole("link", { name: "Wie heeft het dossier bekeken?" }).click();
  await page.getByRole("heading", { level: 1, name: "Wie heeft het dossier bekeken?" }).waitFor();
  await look(page, "inzage");
}
