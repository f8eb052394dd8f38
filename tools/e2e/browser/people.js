// The people of the development sign-in, each with a browser window of their own.
import { window } from "./chromium.js";

export const school = "intern begeleider van Regenboog UH";
export const colleague = "schooldirecteur van Regenboog UH";
export const receiver = "intern begeleider van Stuifheugel (sbo)";
export const stranger = "intern begeleider van Op Dreef";
export const sot = "SOT Utrechtse Heuvelrug";
export const office = "kantoor";
export const psychologist = "GZ-psycholoog";
export const second = "tweede deskundige (orthopedagoog)";
export const director = "directeur";
export const municipality = "gemeente Utrechtse Heuvelrug";
export const provision = "coördinator van de Buitenkans";
export const parent = "ouder (ouder@example.test)";

// signIn opens a window in which this person is signed in, on their start page.
export async function signIn(browser, person, options) {
  const page = await window(browser, options);
  await page.goto("/");
  await page.getByRole("link", { name: "Inloggen", exact: true }).click();
  await page.getByRole("button", { name: `Inloggen als ${person}`, exact: true }).click();
  await page.getByRole("button", { name: "Uitloggen" }).waitFor();
  return page;
}

// Crowd signs everyone in at most once.
export class Crowd {
  #browser;
  #pages = new Map();

  constructor(browser) {
    this.#browser = browser;
  }

  // as is the window of this person.
  async as(person) {
    if (!this.#pages.has(person)) this.#pages.set(person, await signIn(this.#browser, person));
    return this.#pages.get(person);
  }
}
