export type Person = {
  mailbox: "admin" | "manager" | "rep" | "rep2";
  role: "admin" | "manager" | "rep";
  name: string;
  /** E.164, from the range reserved for fiction. */
  phone: string;
};

export type Company = {
  name: string;
  domain: string;
  timeZone: string;
  /** The Twilio number, E.164. */
  number: string;
  /** A second one, "Support", which rings the second rep. */
  support?: string;
  /** Calls reach the browser in LiveKit rooms. */
  inRooms?: boolean;
  people: [admin: Person, manager: Person, rep: Person, rep2: Person];
  /** Area codes in which its contacts live. */
  areas: [string, ...string[]];
  /** What its contacts' firms are called after the first word. */
  trades: [string, ...string[]];
  notes: [string, ...string[]];
};

export const companies: [Company, Company] = [
  {
    name: "Acme Solar",
    domain: "acme.test",
    timeZone: "America/Los_Angeles",
    number: "+14155550100",
    support: "+14155550101",
    people: [
      { mailbox: "admin", role: "admin", name: "Grace Okafor", phone: "+14155550110" },
      { mailbox: "manager", role: "manager", name: "Daniel Reyes", phone: "+14155550111" },
      { mailbox: "rep", role: "rep", name: "Maya Chen", phone: "+14155550112" },
      { mailbox: "rep2", role: "rep", name: "Tom Whitaker", phone: "+14155550113" },
    ],
    areas: ["206", "503", "510", "602", "702", "916"],
    trades: [
      "Dental",
      "Brewing",
      "Orchards",
      "Self Storage",
      "Elementary",
      "Cold Storage",
      "Hardware",
    ],
    notes: [
      "Flat roof, about 400 square metres. Wants the quote split by building.",
      "Asked for the battery option and the payback in years.",
      "Lease ends in two years; needs the landlord's consent first.",
      "Prefers calls after 3 pm.",
      "Waiting for the utility's interconnection letter.",
    ],
  },
  {
    name: "Globex Freight",
    domain: "globex.test",
    timeZone: "America/Chicago",
    number: "+13125550100",
    inRooms: true,
    people: [
      { mailbox: "admin", role: "admin", name: "Ingrid Larsen", phone: "+13125550110" },
      { mailbox: "manager", role: "manager", name: "Omar Haddad", phone: "+13125550111" },
      { mailbox: "rep", role: "rep", name: "Priya Nair", phone: "+13125550112" },
      { mailbox: "rep2", role: "rep", name: "Lucas Meyer", phone: "+13125550113" },
    ],
    areas: ["214", "313", "414", "502", "612", "816"],
    trades: ["Foods", "Tooling", "Furniture", "Paper", "Plastics", "Garden Supply", "Textiles"],
    notes: [
      "Two pallets a week to Kansas City, liftgate needed.",
      "Dock closes at 4 pm; call the dispatcher before arrival.",
      "Compares us with the carrier they have; renewal in the spring.",
      "Refrigerated only, 2 to 8 °C, logger required.",
      "Invoices go to the accounts office, not to the warehouse.",
    ],
  },
];
