// What people are told, and what the office does so that it arrives: the bell that counts live, the inbox, how somebody wants to be told,
// the post room with the stop button, and the proof of a case. The cases are those of `traject demo`.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import * as form from "./applying.js";
import { patience, start } from "./chromium.js";
import { look } from "./eyes.js";
import * as people from "./people.js";

let browser, crowd;
before(async () => { browser = await start(); crowd = new people.Crowd(browser); });
after(() => browser.close());

// unread is what the bell of a page says.
async function unread(page) {
  return Number(await page.locator("#bel").getAttribute("data-aantal") ?? 0);
}

// rings waits until the bell counts more than before, or less, without the page being loaded again.
function rings(page, direction, before) {
  return page.waitForFunction(([direction, before]) => {
    const now = Number(document.querySelector("#bel")?.getAttribute("data-aantal") ?? 0);
    return globalThis.notReloaded && (direction === "more" ? now > before : now < before);
  }, [direction, before]);
}

test("the bells of two people ring when a school hands in, and one who opens it has less to read", { timeout: patience }, async () => {
  const office = await crowd.as(people.office);
  const sot = await crowd.as(people.sot);
  await office.goto("/berichten");
  await sot.goto("/");
  const counts = [];
  for (const page of [office, sot]) {
    await page.evaluate(() => { globalThis.notReloaded = true; });
    counts.push(await unread(page));
  }
  const path = await form.handIn(crowd, form.pupil("Bel"));
  await Promise.all([rings(office, "more", counts[0]), rings(sot, "more", counts[1])]);
  await office.getByRole("heading", { level: 2, name: "Nog niet geopend" }).waitFor();
  await look(office, "berichten-kantoor");

  const colleague = await people.signIn(browser, people.office);
  await office.evaluate(() => { globalThis.notReloaded = true; });
  const more = await unread(office);
  await colleague.goto("/berichten");
  await colleague.locator("a[id^=bericht-]").first().click();
  await colleague.waitForURL(`**${path}*`);
  await rings(office, "less", more);
  assert.deepEqual(office.faults.concat(sot.faults, colleague.faults), []);
});

test("people choose how they are told, and a parent says whether letters may come digitally", { timeout: patience }, async () => {
  const school = await crowd.as(people.school);
  await school.goto("/berichten");
  await school.getByRole("link", { name: "Instellingen voor berichten" }).click();
  await school.getByRole("heading", { level: 1, name: "Instellingen voor berichten" }).waitFor();
  await look(school, "instellingen-school");
  const choice = school.locator("select[name=postbus-0-reminder]");
  await choice.selectOption("weekly");
  await school.getByRole("button", { name: "Instellingen bewaren" }).click();
  await school.getByText("Uw instellingen zijn bewaard.").waitFor();
  assert.equal(await choice.inputValue(), "weekly");
  await choice.selectOption("direct");
  await school.getByRole("button", { name: "Instellingen bewaren" }).click();
  await school.getByText("Uw instellingen zijn bewaard.").waitFor();

  const parent = await crowd.as(people.parent);
  await parent.goto("/");
  await parent.locator("[data-toestemming]").getByRole("link").first().click();
  await parent.getByRole("heading", { level: 2, name: "Digitale post" }).waitFor();
  await look(parent, "toestemming-ouder");
  await parent.getByLabel("Ja, digitaal").check();
  await parent.getByRole("button", { name: "Keuze bewaren" }).click();
  await parent.getByText("U krijgt uw post voortaan digitaal.").waitFor();
  await parent.goto("/");
  assert.equal(await parent.locator("[data-toestemming]").count(), 0, "who chose is not asked again");
});

test("the office sees what did not arrive, says what it did, and can stop everything", { timeout: patience }, async () => {
  const office = await crowd.as(people.office);
  await office.goto("/post");
  const undelivered = office.locator("#niet-bezorgd").getByRole("link", { name: /^Afhandelen/ });
  await undelivered.first().waitFor();
  await look(office, "post-kantoor");
  const before = await undelivered.count();
  await undelivered.first().click();
  await office.getByRole("heading", { level: 1, name: "Afhandelen" }).waitFor();
  await look(office, "post-afhandelen");
  await office.locator("input[name=hoe][value=phoned]").check();
  await office.getByRole("button", { name: "Vastleggen" }).click();
  await office.getByRole("heading", { level: 1, name: "Post" }).waitFor();
  assert.equal(await undelivered.count(), before - 1);

  await office.getByRole("link", { name: "Berichten tegenhouden" }).click();
  await look(office, "post-noodstop");
  await office.locator("select[name=soort]").selectOption("reminder");
  await office.getByLabel("Waarom?").fill("De tekst van de herinnering klopt niet.");
  await office.getByRole("button", { name: "Nu tegenhouden" }).click();
  await office.locator(".noodstop").waitFor();
  await look(office, "post-gestopt");
  const director = await crowd.as(people.director);
  await director.goto("/post");
  await director.locator(".noodstop").waitFor();
  await look(director, "post-directeur");
  assert.equal(await director.getByRole("button", { name: /Noodstop opheffen/ }).count(), 0, "only the office lifts a stop");
  await office.getByRole("button", { name: /Noodstop opheffen/ }).click();
  await office.locator(".noodstop").waitFor({ state: "detached" });
  await office.goto("/storingen");
  await look(office, "storingen");
});

test("the proof of a case is on a page, as PDF and as data, and who acted has a receipt with a copy", { timeout: patience }, async () => {
  const office = await crowd.as(people.office);
  const path = await form.handIn(crowd, form.pupil("Bewijs"));
  await office.goto(`${path}/bewijs`);
  await office.getByRole("heading", { name: "Het bewijs is heel" }).waitFor();
  await look(office, "bewijs");
  const pdf = await office.request.get(`${path}/bewijs.pdf`);
  assert.equal(pdf.headers()["content-type"], "application/pdf");
  assert.equal((await pdf.body()).subarray(0, 5).toString(), "%PDF-");
  const chains = await (await office.request.get(`${path}/bewijs.json`)).json();
  assert.deepEqual(chains.map((chain) => chain.log).toSorted(), ["cases", "documents", "notifications"]);

  const school = await crowd.as(people.school);
  assert.equal((await school.request.get(`${path}/bewijs`)).status(), 404, "the proof is for the office");
  await school.goto(`${path}/ontvangen`);
  await look(school, "ontvangen");
  await school.locator("a[id^=ontvangst-]").first().click();
  await school.getByRole("heading", { level: 1, name: "Ontvangen" }).waitFor();
  await look(school, "ontvangstbewijs");
});

test("a municipality looks after its systems, and reads its numbers for the OOGO", { timeout: patience }, async () => {
  const official = await crowd.as(people.municipality);
  await official.goto("/koppelingen");
  const own = official.getByRole("main").getByRole("link", { name: /^Gemeente Utrechtse Heuvelrug/i }).first();
  await own.waitFor();
  await look(official, "koppelingen");
  await own.click();
  await official.getByRole("button", { name: "Proefbericht sturen" }).click();
  await official.locator("#proef.melding--goed").waitFor();
  await look(official, "koppeling-getest");
  await official.goto("/koppelingen/nieuw");
  await look(official, "koppeling-nieuw");
  await official.getByLabel("Adres (URL)").fill("geen adres");
  await official.locator("input[name=vorm][value=cloudevents]").check();
  await official.getByRole("button", { name: "Koppeling maken" }).click();
  await official.getByRole("alert").waitFor();
  await look(official, "koppeling-fout");
  await official.getByLabel("Adres (URL)").fill(`${process.env.TRAJECT_MAIL}/gemeente/proef`);
  await official.getByRole("button", { name: "Koppeling maken" }).click();
  assert.match(await official.locator("input#geheim").inputValue(), /^whsec_/);
  await look(official, "koppeling-geheim");

  await official.goto("/oogo");
  await official.getByRole("heading", { level: 1, name: /cijfers voor het OOGO/ }).waitFor();
  await look(official, "oogo-gemeente");
  const sot = await crowd.as(people.sot);
  await sot.goto("/oogo");
  await sot.getByRole("heading", { level: 1, name: "Gemeenten" }).waitFor();
  await look(sot, "oogo-sot");
  assert.equal((await official.request.get("/oogo/zeist")).status(), 403, "the numbers of another municipality");
});
