// What each person does with a stay at the Buitenkans, each on the page of the act. Every act ends when the page says that it is done.
import { answer, open, press, today, tomorrow } from "./acts.js";

export async function support(page, path) {
  await open(page, path, "SupportRequest");
  await answer(page, "Steunt het SOT deze aanvraag?", "Ja, wij vragen dit samen met de school");
  await press(page, "Antwoord versturen", "Het antwoord van het SOT is vastgelegd.");
}

export async function consent(page, path) {
  await open(page, path, "ConsentToPlacement");
  await answer(page, "Geeft u toestemming?", "Ja, mijn kind mag naar de Buitenkans");
  await press(page, "Antwoord versturen", "Het antwoord van de ouders is vastgelegd.");
}

export async function admit(page, path) {
  await open(page, path, "AdmitPupil");
  await answer(page, "Kan de Buitenkans deze vraag beantwoorden?", "Ja, de leerling wordt toegelaten");
  await answer(page, "Gaat deze leerling voor?", "Nee");
  await press(page, "Vastleggen", "Uw beslissing over de toelating is vastgelegd.");
}

export async function planStart(page, path) {
  await open(page, path, "PlanStart");
  await page.getByRole("textbox", { name: "Eerste dag" }).fill(today());
  await page.getByRole("textbox", { name: "Laatste dag" }).fill("");
  await press(page, "Start plannen", "De eerste en de laatste dag zijn gepland.");
}

export async function arrive(page, path) {
  await open(page, path, "ConfirmStart");
  await answer(page, "Is de leerling op de eerste dag gekomen?", "Ja, de leerling is er");
  await press(page, "Vastleggen", "Uw antwoord is vastgelegd.");
}

export async function evaluateMidway(page, path) {
  await open(page, path, "EvaluateMidway");
  await page.getByLabel("Datum van het gesprek").fill(today());
  await page.getByLabel("Verslag", { exact: true }).fill("Na een rustige start werkt de leerling steeds langer zelf.");
  await press(page, "Verslag toevoegen", "De tussenevaluatie is toegevoegd.");
}

export async function adviseSupport(page, path) {
  await open(page, path, "AdviseSupport");
  await answer(page, "Wat adviseert u?", "Terug naar de eigen school");
  await page.getByLabel("Het advies", { exact: true }).fill("Een vaste plek, korte opdrachten en elke dag tien minuten vooruit kijken.");
  await press(page, "Advies geven", "Het advies is gegeven. School en ouders krijgen een brief.");
}

export async function planReturn(page, path) {
  await open(page, path, "PlanReturn");
  await page.getByLabel("Eerste dag terug op school").fill(tomorrow());
  await page.getByLabel("Wat doet de school met het advies?").fill("De leerling begint met ochtenden.");
  await press(page, "Plan vastleggen", "Het plan voor de terugkeer is vastgelegd.");
}

export async function finish(page, path) {
  await open(page, path, "EndPlacement");
  await answer(page, "Waarom stopt de plaatsing?", "De observatie is klaar");
  await page.getByLabel("Laatste dag van de leerling bij de Buitenkans").fill(today());
  await press(page, "Plaatsing afronden", "Vastgelegd dat de plaatsing is afgerond.");
}

export async function talkAfterwards(page, path) {
  await open(page, path, "RecordAftercare");
  await page.getByLabel("Datum van het gesprek").fill(today());
  await answer(page, "Hoe gaat het met de leerling op school?", "Het gaat goed");
  await page.getByLabel("Verslag", { exact: true }).fill("De leerling doet weer met alles mee.");
  await press(page, "Gesprek vastleggen", "Het gesprek is vastgelegd.");
}
