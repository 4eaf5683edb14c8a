import { makeChance, uuidOf } from "@/local/demo/chance";
import type { Company } from "@/local/demo/companies";

export type DemoContact = {
  id: string;
  name: string;
  company: string;
  email: string;
  notes: string;
  phones: { id: string; phone: string; label: "mobile" | "work" | "home" }[];
};

const howMany = 40;

const given = [
  ...["Jane", "Marcus", "Elena", "Victor", "Amara", "Henry", "Sofia", "Caleb", "Noor", "Felix"],
  ...["Ruth", "Diego", "Hannah", "Kwame", "Ivy", "Samuel", "Leila", "Owen", "Bianca", "Theo"],
] as const;
const family = [
  ...["Doe", "Ellison", "Vasquez", "Petrov", "Diallo", "Brandt", "Marino", "Foster", "Rahman"],
  ...["Lindqvist", "Abbott", "Castillo", "Novak", "Mensah", "Harlow", "Osborne", "Farouk"],
  ...["Gallagher", "Santos", "Winters", "Kaplan", "Ibarra", "Sorensen"],
] as const;
const places = [
  ...["Harbor", "Cedar", "Summit", "Juniper", "Riverside", "Maple", "Northgate", "Prairie"],
  ...["Canyon", "Bluebird", "Lakeview", "Ironwood"],
] as const;

/** The same forty people every time, each with one to three numbers from the range for fiction. */
export function makeContacts(company: Company): DemoContact[] {
  const chance = makeChance(`${company.domain} contacts`);
  let numbers = 20;
  const nextNumber = (area: string) => {
    numbers += 1;
    return `+1${area}55501${String(numbers % 100).padStart(2, "0")}`;
  };
  return Array.from({ length: howMany }, (_, at) => {
    const first =
      given[(at * 7 + (company.domain === "acme.test" ? 0 : 3)) % given.length] ?? "Jane";
    const last = family[at % family.length] ?? "Doe";
    const firm = `${places[(at * 5) % places.length]} ${chance.pick(company.trades)}`;
    const domain = `${firm.toLowerCase().replaceAll(/[^a-z]+/g, "-")}.test`;
    const area = company.areas[at % company.areas.length] ?? company.areas[0];
    const labels = (["mobile", "work", "home"] as const).slice(0, chance.between(1, 3));
    return {
      id: uuidOf(`${company.domain} contact ${at}`),
      name: `${first} ${last}`,
      company: firm,
      email: `${first}.${last}@${domain}`.toLowerCase(),
      notes: chance.next() < 0.4 ? chance.pick(company.notes) : "",
      phones: labels.map((label) => {
        const phone = nextNumber(area);
        return { id: uuidOf(`${company.domain} phone ${at} ${label}`), phone, label };
      }),
    };
  });
}
