// The mail catcher of the development stack: every mail that Traject sent.

export const office = "kantoor@zout.example.test";
export const sot = "sot-utrechtse-heuvelrug@zout.example.test";
export const director = "directeur@zout.example.test";
export const municipality = "beleid.utrechtse-heuvelrug@gemeenten.example.test";

// all mails; the id of a later one comes after that of an earlier one.
export async function all() {
  const address = process.env.TRAJECT_MAIL;
  if (!address) throw new Error("TRAJECT_MAIL is not set: want the address of the mail catcher (make test-e2e sets it)");
  const answer = await fetch(`${address}/mails.json`);
  if (!answer.ok) throw new Error(`the mail catcher answered ${answer.status}`);
  return answer.json();
}

// isAboutLateWork: the holder hears that its own task is late, others that something of somebody else is. Several things can go in one mail.
export function isAboutLateWork({ subject, text }) {
  return /te laat/.test(`${subject} ${text}`);
}
