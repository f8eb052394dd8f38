// The ladder of a task that nobody does: who should have done it, the SOT, the director and the municipality of the pupil are told, in
// that order, once each; and a task that is done after the first rung goes no higher. The stack runs with the demonstration
// policy, in which a day of a task lasts fifteen seconds.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import * as acts from "./acts.js";
import * as form from "./applying.js";
import { patience, start } from "./chromium.js";
import { look } from "./eyes.js";
import * as mail from "./mail.js";
import * as people from "./people.js";
import { stepsOf } from "./steps.js";
import { appearance } from "./watching.js";

let browser, crowd;
before(async () => { browser = await start(); crowd = new people.Crowd(browser); });
after(() => browser.close());

// task is what nobody does: the first task of the office.
const task = "Nagaan of ZOUT over de aanvraag gaat";

// rungTime is how long the next rung may take to be seen (milliseconds): far more than the half minute that it takes at most.
const rungTime = 90_000;

test("a forgotten task climbs from the office over SOT and director to the municipality, and one that is done does not", { timeout: patience }, async (t) => {
  const step = stepsOf(t);
  const done = await step("handing in a case in which the task is done late", () => handIn("Laat"));
  const forgotten = await step("handing in a case in which the task is forgotten", () => handIn("Vergeten"));

  await step("waiting until the office is told of both", async () => {
    await told(people.office, `/zaken/${done}`, (page) => overdue(page));
    await acts.judgeCompetent(await crowd.as(people.office));
    await told(people.office, `/zaken/${forgotten}`, (page) => overdue(page));
  });
  for (const person of [people.sot, people.director, people.municipality]) {
    await step(`waiting until the ${person} is told`, () => told(person, "/meldingen", (page) => rows(page, forgotten)));
  }
  await step("looking at the task list of the SOT", () => told(people.sot, "/", (page) => rows(page, forgotten)));

  await step("counting", async () => {
    for (const person of [people.sot, people.director, people.municipality]) {
      const page = await crowd.as(person);
      await page.goto("/meldingen");
      assert.equal(await rows(page, forgotten).count(), 1, `${person} is told once`);
      assert.equal(await rows(page, done).count(), 0, `${person} is not told of what was done in time`);
      assert.deepEqual(page.faults, []);
    }
    await sayNothingOfThePupil(forgotten);
    await inOrder();
  });
  await step("the municipality answers, and the SOT sees it", () => answered(forgotten));
});

// handIn hands in an application, and lets the SOT do its part: so one task is left. It returns the reference of the case.
async function handIn(name) {
  const path = await form.handIn(crowd, form.pupil(name));
  const sot = await crowd.as(people.sot);
  await sot.goto(path);
  await acts.confirmSot(sot);
  return path.split("/").at(-1);
}

// overdue is the line in the story of the case that says that its holder is told.
function overdue(page) {
  return page.getByText(`'${task}' is te laat`).filter({ hasText: "Het kantoor van ZOUT kreeg daarvan bericht." });
}

// rows are the lines about the task on a page of what is late.
function rows(page, reference) {
  return page.getByRole("listitem").filter({ hasText: task }).filter({ hasText: `kenmerk ${reference}` });
}

// told opens a page until it shows the words.
async function told(person, path, words) {
  const page = await crowd.as(person);
  const until = Date.now() + rungTime;
  for (;;) {
    await page.goto(path);
    if (await words(page).count() > 0) return;
    if (Date.now() > until) throw new Error(`${person} was not told on ${path} within ${rungTime} ms`);
    await words(page).first().waitFor({ timeout: 2000 }).catch(() => {}); // the page may show it by itself; else it is loaded again
  }
}

// sayNothingOfThePupil: the municipality reads which case is late and whom to ask, and nothing else.
async function sayNothingOfThePupil(reference) {
  const page = await crowd.as(people.municipality);
  const words = await page.getByRole("main").innerText();
  assert.match(words, /SOT Utrechtse Heuvelrug/);
  for (const secret of ["Vergeten", "Proef", "Regenboog", "Stuifheugel"]) assert.ok(!words.includes(secret), `${secret} stands on the page of the municipality`);
  const answer = await page.goto(`/zaken/${reference}`);
  assert.equal(answer.status(), 404, "the municipality is no party to the case");
}

// inOrder: the mails that something is late came in the order of the ladder. They name no case to the municipality, and go together when
// they come together; that nobody is told twice is seen on the pages.
async function inOrder() {
  const late = (await mail.all()).filter((one) => mail.isAboutLateWork(one));
  const first = ([who, address]) => {
    const mails = late.filter((one) => one.to.includes(address));
    assert.ok(mails.length > 0, `a mail to the ${who}`);
    return mails.at(-1).id; // the newest mail stands first
  };
  const order = Object.entries({ office: mail.office, sot: mail.sot, director: mail.director, municipality: mail.municipality }).map(first);
  assert.deepEqual(order, order.toSorted(), "the mails came in the order of the ladder");
}

// answered: the municipality says that it takes it up, and the SOT sees that on the page of the case that it has open.
async function answered(reference) {
  const sot = await people.signIn(browser, people.sot);
  await sot.goto(`/zaken/${reference}`);
  await sot.evaluate(() => { globalThis.notReloaded = true; });
  const municipality = await crowd.as(people.municipality);
  await municipality.goto("/meldingen");
  const row = rows(municipality, reference);
  await look(municipality, "meldingen-gemeente");
  await row.getByLabel(/^Opmerking/).fill("Wij bellen de school morgen.");
  await row.getByRole("button", { name: "Dat pakken wij op" }).click();
  await municipality.getByRole("status").first().waitFor();
  await look(municipality, "meldingen-beantwoord");
  await appearance(sot, ["pakken wij op"]);
  assert.equal(await sot.evaluate(() => globalThis.notReloaded), true, "the page of the SOT was not loaded again");
  await sot.getByRole("link", { name: /^Opmerking lezen/ }).first().click();
  await sot.getByText("Wij bellen de school morgen.").waitFor();
  await look(sot, "antwoord-gemeente");
}
