// What each person does with a case, on its page. Every act ends when the page says that it is done.

// answer chooses one answer to a question.
export async function answer(page, question, words) {
  await page.getByRole("group", { name: question }).getByLabel(words).check();
}

export async function press(page, button, done) {
  await page.getByRole("button", { name: button, exact: true }).click();
  await page.getByText(done, { exact: true }).waitFor();
}

export async function judgeCompetent(page) {
  await answer(page, "Beslist ZOUT over deze aanvraag?", "Ja, ZOUT beslist");
  await press(page, "Vastleggen", "Uw oordeel over de bevoegdheid is vastgelegd.");
}

export async function confirmSot(page) {
  await answer(page, "Was het SOT betrokken bij deze leerling?", "Ja, het SOT was betrokken");
  await press(page, "Bevestigen", "Uw antwoord is vastgelegd.");
}

export async function judgeComplete(page) {
  for (const present of await page.getByRole("radio", { name: "Ja, dat blijkt uit het dossier" }).all()) await present.check();
  await press(page, "Vastleggen", "Uw oordeel over de volledigheid is vastgelegd.");
}

export async function agree(page) {
  await answer(page, "Bent u het eens met de aanvraag?", "Ja, ik ben het eens met de aanvraag");
  await press(page, "Antwoord versturen", "Het antwoord van de ouders is vastgelegd.");
}

export async function assignExperts(page) {
  await choose(page, "Eerste deskundige (GZ-psycholoog)", /GZ-psycholoog/);
  await choose(page, "Tweede deskundige", /orthopedagoog/i);
  await press(page, "Deskundigen vragen", "De deskundigen zijn gevraagd.");
}

export async function choose(page, label, words) {
  const list = page.getByLabel(label, { exact: true });
  await list.selectOption(await list.getByRole("option", { name: words }).first().getAttribute("value"));
}

export async function advise(page) {
  await answer(page, "Wat adviseert u?", "De leerling is toelaatbaar");
  await answer(page, "Tot welk soort school?", "Speciaal basisonderwijs (SBO)");
  await page.getByLabel("Waarom adviseert u dit?").fill("Op grond van het dossier en het gesprek kom ik tot dit advies.");
  await press(page, "Advies geven", "Uw advies is gegeven. Dank u wel.");
}

// today is the date here (ISO 8601), and tomorrow the next.
export function today() { return new Date().toLocaleDateString("sv-SE", { timeZone: "Europe/Amsterdam" }); }

export function tomorrow() {
  return new Date(Date.now() + 86_400_000).toLocaleDateString("sv-SE", { timeZone: "Europe/Amsterdam" });
}

// open opens the page of one act in a case.
export async function open(page, path, act) {
  await page.goto(`${path}/doen/${act}`);
  await page.getByRole("heading", { level: 1 }).waitFor();
}

// fillDecision fills in a grant until the given day; the rest is proposed by the form.
export async function fillDecision(page, validUntil) {
  await page.getByRole("link", { name: "Dossier lezen en besluiten" }).click();
  await answer(page, "Kent u de aanvraag toe?", "Ja, ik ken de aanvraag toe");
  await page.getByLabel("Geldig tot en met").fill(validUntil);
  await page.getByLabel("Afspraken over terugkeer").fill("Na twee jaar kijken school en ouders samen of de leerling terug kan.");
  await page.getByLabel("Motivering").fill("Beide deskundigen adviseren een plek in een kleinere groep.");
}

export async function goOnToSign(page) {
  await page.getByRole("button", { name: "Verder naar ondertekenen" }).click();
  await page.getByRole("heading", { level: 1, name: "Besluit ondertekenen" }).waitFor();
}

export async function sign(page) {
  await press(page, "Ondertekenen", "Het besluit is genomen en ondertekend.");
}

export async function sendLetters(page) {
  await press(page, "Brieven maken en versturen", "De brieven zijn verstuurd.");
}

// schoolYearEnd is the 31st of July so many years after the first that comes.
export function schoolYearEnd(years) {
  const today = new Date();
  const first = today.getFullYear() + (today.getMonth() >= 7 ? 1 : 0);
  return `${first + years}-07-31`;
}
