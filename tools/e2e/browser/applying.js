// A school fills in the application form, as an intern begeleider does.
import { pdf } from "./papers.js";
import { school } from "./people.js";

// pupil is a made-up child whose last name no other case has.
export function pupil(firstName) {
  const lastName = `Proef-${process.pid.toString(36)}${Date.now().toString(36)}`;
  return { firstName, lastName, name: `${firstName} ${lastName}` };
}

// begin opens an empty form from the start page of the school.
export async function begin(page) {
  await page.goto("/");
  await page.getByRole("button", { name: "Nieuwe aanvraag" }).click();
  await page.getByRole("heading", { level: 1, name: "Leerling en ouders" }).waitFor();
}

// next saves a step and waits for the one that follows.
export async function next(page, heading) {
  await page.getByRole("button", { name: "Bewaren en verder" }).click();
  await page.getByRole("heading", { level: 1, name: heading }).waitFor();
}

export async function fillPupil(page, child, { email = "ouder@example.test" } = {}) {
  await page.getByLabel("Voornaam").fill(child.firstName);
  await page.getByLabel("Achternaam").fill(child.lastName);
  await page.getByLabel("Geboortedatum").fill("2018-03-14");
  await page.getByLabel("Groep").fill("4");
  const first = page.getByRole("group", { name: "Ouder of verzorger 1" });
  await first.getByLabel("Naam").fill(`Ouder van ${child.firstName}`);
  await first.getByLabel("E-mailadres").fill(email);
  await first.getByLabel("Straat en huisnummer").fill("Dorpsstraat 1");
  await first.getByLabel("Postcode").fill("3958 AA");
  await first.getByLabel("Plaats").fill("Amerongen");
}

// fillRequest asks for a place at the SBO school Stuifheugel, found by a part of its name.
export async function fillRequest(page) {
  await page.getByLabel("Onze basisschool verwijst een leerling").check();
  await page.getByRole("group", { name: "Voor welk soort school?" }).getByLabel("Speciaal basisonderwijs (SBO)").check();
  await page.getByLabel("Gehele plaatsing").check();
  await page.getByLabel("Op welke school vraagt u een plek?").pressSequentially("stuifh");
  await page.getByText("1 school gevonden").waitFor();
  await page.getByRole("radio", { name: /^Stuifheugel, Zeist/ }).check();
}

export async function fillGrounds(page) {
  for (const gate of [/^Er is een groeidocument/, /^Het SOT is betrokken/, /^Er is gezocht naar een plek/, /^De basisondersteuning is ingezet/]) {
    await page.getByRole("checkbox", { name: gate }).check();
  }
  await page.getByLabel("Wat is er tot nu toe gedaan?").fill("De leerling krijgt sinds een jaar extra begeleiding in de klas.");
  await page.getByLabel("Wat vinden het kind, de ouders en de deskundigen?").fill("School en ouders zijn het eens.");
  await page.getByLabel("Hoe is gezocht naar een plek in uw eigen netwerk?").fill("Met drie scholen is gezocht naar een plek.");
  await page.getByLabel("Welke basisondersteuning is ingezet?").fill("De basisondersteuning is ingezet en geëvalueerd.");
}

export async function chooseGroeidocument(page) {
  await page.getByLabel("Wat voor document is het?").selectOption("Groeidocument");
  await page.getByLabel("Bestand", { exact: true }).setInputFiles(pdf("Groeidocument"));
}

// addGroeidocument adds a PDF: choosing it is enough.
export async function addGroeidocument(page) {
  await chooseGroeidocument(page);
  await page.getByText("Het document is toegevoegd.").waitFor();
}

// submit hands in the application, and returns the path of its case.
export async function submit(page) {
  await page.getByRole("button", { name: "Aanvraag indienen" }).click();
  await page.getByText("De aanvraag is ingediend.").waitFor();
  return new URL(page.url()).pathname;
}

// handIn is the whole way from the start page to the case, for tests that begin after it.
export async function handIn(crowd, child) {
  const page = await crowd.as(school);
  await begin(page);
  await fillPupil(page, child);
  await next(page, "Wat vraagt u aan?");
  await fillRequest(page);
  await next(page, "Waarom vraagt u dit aan?");
  await fillGrounds(page);
  await next(page, "Documenten toevoegen");
  await addGroeidocument(page);
  await page.getByRole("link", { name: "Verder", exact: true }).click();
  return submit(page);
}
