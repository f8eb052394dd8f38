// Other ways to use the same pages: with the keyboard only, and without JavaScript.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import * as acts from "./acts.js";
import * as form from "./applying.js";
import { patience, start, window } from "./chromium.js";
import { tabTo } from "./keyboard.js";
import * as people from "./people.js";

let browser, path;
const child = form.pupil("Toets");
before(async () => {
  browser = await start();
  path = await form.handIn(new people.Crowd(browser), child);
});
after(() => browser.close());

test("with the keyboard alone somebody signs in, opens a case and does a task, and always sees where the focus is", { timeout: patience }, async () => {
  const page = await window(browser);
  await page.goto("/");
  await page.keyboard.press("Tab");
  await page.getByRole("link", { name: "Naar de inhoud" }).and(page.locator(":focus")).waitFor();
  await tabTo(page, page.getByRole("link", { name: "Inloggen", exact: true }));
  await page.keyboard.press("Enter");
  await tabTo(page, page.getByRole("button", { name: "Inloggen als kantoor", exact: true }));
  await page.keyboard.press("Enter");
  await tabTo(page, page.getByRole("link", { name: child.name }).first());
  await page.keyboard.press("Enter");
  await tabTo(page, page.getByRole("group", { name: "Beslist ZOUT over deze aanvraag?" }).getByLabel("Ja, ZOUT beslist"));
  await page.keyboard.press("Space");
  await tabTo(page, page.getByRole("button", { name: "Vastleggen", exact: true }));
  await page.keyboard.press("Enter");
  await page.getByText("Uw oordeel over de bevoegdheid is vastgelegd.").waitFor();
});

test("without JavaScript somebody finds the case, reads it and does a task", { timeout: patience }, async () => {
  const page = await people.signIn(browser, people.sot, { javaScript: false });
  await page.getByRole("link", { name: child.name }).first().click();
  await page.getByRole("button", { name: "Bevestigen" }).click();
  await page.getByRole("link", { name: "Kies ja of nee." }).waitFor();
  await acts.confirmSot(page);
  assert.equal(new URL(page.url()).pathname, path);
});

test("without JavaScript a school searches the other school and adds a document", { timeout: patience }, async () => {
  const page = await people.signIn(browser, people.school, { javaScript: false });
  await form.begin(page);
  await form.fillPupil(page, form.pupil("Zonder"));
  await form.next(page, "Wat vraagt u aan?");
  await page.getByLabel("Op welke school vraagt u een plek?").fill("stuifh");
  await page.getByRole("button", { name: "Zoeken" }).click();
  await page.getByText("1 school gevonden").waitFor();
  await page.getByRole("radio", { name: /^Stuifheugel, Zeist/ }).check();
  await form.next(page, "Waarom vraagt u dit aan?");
  await form.next(page, "Documenten toevoegen");
  await form.chooseGroeidocument(page);
  await page.getByRole("button", { name: "Document toevoegen" }).click();
  await page.getByText("Het document is toegevoegd.").waitFor();
  await page.getByRole("button", { name: "Weghalen groeidocument.pdf" }).waitFor();
});
