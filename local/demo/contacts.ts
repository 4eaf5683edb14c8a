import { makeChance, uuidOf } from "@/local/demo/chance";
import type { Company } from "@/local/demo/companies";

export type DemoContact = {
  id: string;
  name: string;
  company: string;
  email: string;
  notes: string;
  title: string;
  /** By the company's own names. */
  stage: string;
  tags: string[];
  phones: { id: string; phone: string; label: "mobile" | "work" | "home" }[];
};

const howMany = 40;
const titles = ["Owner", "Operations Manager", "Office Manager", "Head of Purchasing", ""] as const;
const stages = ["Lead", "Contacted", "Qualified", "Customer", "Customer", "Lost"] as const;
const tagNames = ["Referral", "Trade fair", "Newsletter", "Priority"] as const;

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
  let firm = "";
  return Array.from({ length: howMany }, (_, at) => {
    const first =
      given[(at * 7 + (company.domain === "acme.test" ? 0 : 3)) % given.length] ?? "Jane";
    const last = family[at % family.length] ?? "Doe";
    const other = `${places[(at * 5) % places.length]} ${chance.pick(company.trades)}`;
    // Every third one works where the one before does.
    if (at % 3 !== 2) firm = other;
    const domain = `${firm.toLowerCase().replaceAll(/[^a-z]+/g, "-")}.test`;
    const area = company.areas[at % company.areas.length] ?? company.areas[0];
    const labels = (["mobile", "work", "home"] as const).slice(0, chance.between(1, 3));
    return {
      id: uuidOf(`${company.domain} contact ${at}`),
      name: `${first} ${last}`,
      company: firm,
      email: `${first}.${last}@${domain}`.toLowerCase(),
      title: titles[at % titles.length] ?? "",
      stage: stages[(at * 5 + 1) % stages.length] ?? "Lead",
      tags: tagNames.filter((_, nth) => (at + nth * 2) % 5 === 0),
      notes: chance.next() < 0.4 ? chance.pick(company.notes) : "",
      phones: labels.map((label) => {
        const phone = nextNumber(area);
        return { id: uuidOf(`${company.domain} phone ${at} ${label}`), phone, label };
      }),
    };
  });
}
