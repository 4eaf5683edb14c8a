import type { Capabilities } from "@/local/carrier/model";

export type NumberType = "local" | "mobile" | "tollfree";

/** What a country asks of who takes a number: an address, or a bundle of approved documents. */
export type Requirement = { address: "none" | "any" | "local" | "foreign"; bundle: boolean };

export type Offer = Requirement & {
  capabilities: Capabilities;
  /** US dollars a month. */
  monthly: string;
};

export type Country = {
  name: string;
  offers: Partial<Record<NumberType, Offer>>;
  /** US dollars: a minute out and in, a text out and in. */
  voice: { out: string; in: string };
  text: { out: string; in: string };
};

const ALL: Capabilities = { voice: true, sms: true, mms: true, fax: false };
const TEXTS: Capabilities = { ...ALL, mms: false };
const CALLS: Capabilities = { ...TEXTS, sms: false };
const FREE: Requirement = { address: "none", bundle: false };
const DOCUMENTS: Requirement = { address: "any", bundle: true };

/** Where numbers are sold here, with prices near Twilio's. */
export const COUNTRIES: Readonly<Record<string, Country>> = {
  US: {
    name: "United States",
    offers: {
      local: { ...FREE, capabilities: ALL, monthly: "1.15" },
      tollfree: { ...FREE, capabilities: ALL, monthly: "2.15" },
    },
    voice: { out: "0.0140", in: "0.0085" },
    text: { out: "0.0083", in: "0.0083" },
  },
  CA: {
    name: "Canada",
    offers: {
      local: { ...FREE, capabilities: ALL, monthly: "1.15" },
      tollfree: { ...FREE, capabilities: ALL, monthly: "2.15" },
    },
    voice: { out: "0.0140", in: "0.0085" },
    text: { out: "0.0083", in: "0.0083" },
  },
  GB: {
    name: "United Kingdom",
    offers: {
      local: { ...DOCUMENTS, capabilities: CALLS, monthly: "1.15" },
      mobile: { ...DOCUMENTS, capabilities: TEXTS, monthly: "1.15" },
      tollfree: { ...DOCUMENTS, capabilities: CALLS, monthly: "2.15" },
    },
    voice: { out: "0.0158", in: "0.0100" },
    text: { out: "0.0463", in: "0.0075" },
  },
  DE: {
    name: "Germany",
    offers: {
      local: { address: "local", bundle: true, capabilities: CALLS, monthly: "1.15" },
      mobile: { ...DOCUMENTS, capabilities: TEXTS, monthly: "6.00" },
    },
    voice: { out: "0.0240", in: "0.0100" },
    text: { out: "0.1075", in: "0.0075" },
  },
  RO: {
    name: "Romania",
    offers: { local: { ...DOCUMENTS, capabilities: CALLS, monthly: "1.50" } },
    voice: { out: "0.0366", in: "0.0100" },
    text: { out: "0.0752", in: "0.0075" },
  },
  AU: {
    name: "Australia",
    offers: {
      local: { address: "any", bundle: false, capabilities: CALLS, monthly: "3.00" },
      mobile: { ...DOCUMENTS, capabilities: TEXTS, monthly: "6.50" },
    },
    voice: { out: "0.0252", in: "0.0100" },
    text: { out: "0.0515", in: "0.0075" },
  },
};

/** What Twilio's prices call each type. */
export const TYPE_NAMES: Record<NumberType, string> = {
  local: "local",
  mobile: "mobile",
  tollfree: "toll free",
};
