import { readdirSync, readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { inProject } from "@/local/project";
import { type Company, plantCompany } from "@/tests/performance/company";
import { firstLoad, type Script } from "@/tests/performance/first-load";
import { sessionCookie } from "@/tests/support/cookie";
import { stack } from "@/tests/support/stack";
import { admin, machine } from "@/tests/telephony/record/call-record";

const maxBytes = 200_000;
/** What it is loaded for is a call: docs/adr/0012-browser-phone.md. */
const maxVoiceSdkBytes = 50_000;

/**
 * Libraries that no list or record needs before it can be read and clicked, each with a word that
 * only it contains.
 */
const heavy = {
  "supabase-js": { word: "GoTrueClient", file: "@supabase/auth-js/dist/module/GoTrueClient.js" },
  "libphonenumber's metadata": {
    word: "country_calling_codes",
    file: "libphonenumber-js/metadata.min.json",
  },
  "livekit-client": {
    word: "ConnectionErrorReason",
    file: "livekit-client/dist/livekit-client.esm.mjs",
  },
  "Twilio's Voice SDK": {
    word: "AcquisitionFailedError",
    file: "@twilio/voice-sdk/esm/twilio/errors/generated.js",
  },
  zod: { word: "ZodError", file: "zod/v4/classic/errors.js" },
};

let company: Company;
let cookie: string;
beforeAll(async () => {
  company = await plantCompany(3);
  cookie = await sessionCookie(company.tenant.rep);
});
afterAll(() => Promise.all([admin.end(), machine.end()]));

const pages = {
  contacts: () => "/contacts",
  contact: () => `/contacts/${company.contact}`,
  calls: () => "/calls",
  call: () => `/calls/${company.call}`,
};

test.each(Object.entries(heavy))("%s would be recognised", (_, { word, file }) => {
  expect(readFileSync(inProject(`node_modules/${file}`), "utf8")).toContain(word);
});

test("Twilio's Voice SDK is at most 50 kB of script, gzipped, for those who call by it", () => {
  const folder = inProject(".next/static/chunks");
  const sizes = readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ name }) => readFileSync(`${folder}/${name}`))
    .filter((script) => script.includes(heavy["Twilio's Voice SDK"].word))
    .map((script) => gzipSync(script).length);
  expect(sizes).toHaveLength(1);
  expect(sizes[0]).toBeLessThanOrEqual(maxVoiceSdkBytes);
});

describe.each(Object.entries(pages))("the first load of %s", (_, path) => {
  let scripts: Script[];
  beforeAll(async () => {
    scripts = await firstLoad(new URL(path(), stack.urls.app), cookie);
  });

  test("is at most 200 kB of script, gzipped", () => {
    // React alone is several scripts: fewer would mean that they were not found.
    expect(scripts.length).toBeGreaterThan(4);
    const largest = scripts
      .toSorted((one, other) => other.gzipped - one.gzipped)
      .map(({ name, gzipped }) => `${name} ${gzipped}`);
    const sum = scripts.reduce((total, { gzipped }) => total + gzipped, 0);
    expect(sum, largest.join("\n")).toBeLessThanOrEqual(maxBytes);
  });

  test.each(Object.entries(heavy))("leaves out %s", (_, { word }) => {
    const carriers = scripts.filter(({ text }) => text.includes(word));
    expect(carriers.map(({ name, gzipped }) => `${name} ${gzipped}`)).toEqual([]);
  });
});
