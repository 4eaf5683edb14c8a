import type { Reader } from "@/lib/imports/draft";
import { readEmail, readLine, readOwner, readPhones } from "@/lib/imports/readers";

export type Target = {
  key: string;
  label: string;
  read: Reader;
  /** Headers that mean it, folded. */
  headers: string[];
  /** Whether several columns may go there. */
  repeats?: true;
};

const phone = { repeats: true } as const;

/** Everything that a column can be imported as, in the order of the list: a line each. */
export const targets: Target[] = [
  {
    key: "name",
    label: "Name",
    read: readLine("name", 120),
    headers: words(
      "name, full name, contact, contact name, customer, customer name, client, person, display name, nume, nom, nombre, kunde, naam",
    ),
  },
  {
    key: "first_name",
    label: "First name",
    read: readLine("first_name", 80),
    headers: words(
      "first name, firstname, given name, forename, prenume, prenom, vorname, voornaam",
    ),
  },
  {
    key: "last_name",
    label: "Last name",
    read: readLine("last_name", 80),
    headers: words(
      "last name, lastname, surname, family name, nume de familie, nom de famille, apellido, apellidos, nachname, achternaam",
    ),
  },
  {
    key: "company",
    label: "Company",
    read: readLine("company", 120),
    headers: words(
      "company, company name, organization, organisation, organization name, account, account name, business, firma, companie, empresa, entreprise, societe, unternehmen, bedrijf",
    ),
  },
  {
    key: "email",
    label: "Email",
    read: readEmail,
    headers: words(
      "email, e mail, email address, e mail address, mail, email 1, e mail 1 value, correo, correo electronico, courriel",
    ),
  },
  {
    key: "phone",
    label: "Phone (work)",
    read: readPhones("work"),
    ...phone,
    headers: words(
      "phone, phone number, phone work, telephone, tel, number, work phone, business phone, office phone, office, phone 1, phone 1 value, main phone, company phone, telefon, telefono, telefoon, telefonnummer, numar de telefon",
    ),
  },
  {
    key: "mobile",
    label: "Phone (mobile)",
    read: readPhones("mobile"),
    ...phone,
    headers: words(
      "mobile, mobile phone, mobile number, phone mobile, cell, cell phone, cellphone, mobil, mobiltelefon, handy, movil, celular, portable, mobiel",
    ),
  },
  {
    key: "home",
    label: "Phone (home)",
    read: readPhones("home"),
    ...phone,
    headers: words("home phone, phone home, home, home number, private phone"),
  },
  {
    key: "other",
    label: "Phone (other)",
    read: readPhones("other"),
    ...phone,
    headers: words(
      "other phone, phone other, phone 2, phone 2 value, phone 3, phone 3 value, second phone, alternative phone",
    ),
  },
  {
    key: "owner",
    label: "Owner",
    read: readOwner,
    headers: words(
      "owner, owner email, contact owner, account owner, lead owner, rep, sales rep, assigned to, salesperson",
    ),
  },
];

/** The target of this key. */
export function targetOf(key: string | null | undefined): Target | undefined {
  return targets.find((target) => target.key === key);
}

function words(list: string): string[] {
  return list.split(", ");
}
