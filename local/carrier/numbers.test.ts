import { expect, test } from "vitest";
import { ACME, CUSTOMER, openLine, REP } from "@/local/carrier/testing/line";

type Found = { phone_number: string; locality: string; capabilities: Record<string, boolean> };

const LOCAL = "/AvailablePhoneNumbers/US/Local.json";

async function search(line: Awaited<ReturnType<typeof openLine>>, path: string): Promise<Found[]> {
  const { status, body } = await line.rest("GET", path);
  expect(status).toBe(200);
  return body.available_phone_numbers as Found[];
}

test("numbers of an area are found, the same ones each time, without those that are somebody's", async () => {
  await using line = await openLine();
  const found = await search(line, `${LOCAL}?AreaCode=206&PageSize=100`);
  expect(found.length).toBeGreaterThan(30);
  expect(new Set(found.map(({ locality }) => locality))).toEqual(new Set(["Seattle"]));
  expect(found.map((number) => number.phone_number)).not.toContain(ACME);
  expect(await search(line, `${LOCAL}?AreaCode=206&PageSize=100`)).toEqual(found);
  const [first] = found;
  await line.control.handset(line.sid, first?.phone_number ?? "").state();
  expect(await search(line, `${LOCAL}?AreaCode=206&PageSize=100`)).toEqual(found.slice(1));
});

test.each([
  ["digits anywhere", "Contains=0117", /0117/],
  ["a pattern from the start", "Contains=%2B1415****1**", /^\+1415\d{4}1/],
  ["letters", "Contains=KJ5", /555/],
  ["a town", "InLocality=denver", /^\+1303/],
  ["a state", "InRegion=TX", /^\+1(512|713)/],
  ["near a number", "NearNumber=%2B12065550150", /^\+1206/],
  ["near a place", "NearLatLong=41.9,-87.6&Distance=50", /^\+1312/],
])("numbers are found by %s", async (_, query, pattern) => {
  await using line = await openLine();
  const found = await search(line, `${LOCAL}?${query}`);
  expect(found.length).toBeGreaterThan(0);
  for (const { phone_number } of found) expect(phone_number).toMatch(pattern);
});

test("types and capabilities: a country without one of them has none", async () => {
  await using line = await openLine();
  expect((await search(line, "/AvailablePhoneNumbers/US/TollFree.json"))[0]).toMatchObject({
    capabilities: { voice: true, SMS: true, MMS: true },
  });
  expect(await search(line, "/AvailablePhoneNumbers/GB/Local.json?SmsEnabled=true")).toEqual([]);
  expect((await line.rest("GET", "/AvailablePhoneNumbers/US/Mobile.json")).status).toBe(404);
  expect((await line.rest("GET", "/AvailablePhoneNumbers/XX/Local.json")).status).toBe(404);
  const { body } = await line.rest("GET", "/AvailablePhoneNumbers.json");
  expect(body.countries).toContainEqual(
    expect.objectContaining({ country_code: "RO", country: "Romania" }),
  );
});

test("a number is bought with its webhooks, is called at once, and is given back", async () => {
  await using line = await openLine();
  const { app, control, sid, rest } = line;
  const [wanted] = await search(line, `${LOCAL}?AreaCode=415`);
  const PhoneNumber = wanted?.phone_number ?? "";
  const form = { PhoneNumber, VoiceUrl: `${app.origin}/new`, SmsUrl: `${app.origin}/text` };
  const bought = await rest("POST", "/IncomingPhoneNumbers.json", form);
  expect(bought.status).toBe(201);
  expect(bought.body).toMatchObject({ phone_number: PhoneNumber, voice_url: form.VoiceUrl });
  const again = await rest("POST", "/IncomingPhoneNumbers.json", form);
  expect(again).toMatchObject({ status: 400, body: { code: 21422 } });
  app.on("/new", "<Response><Say>Welcome</Say></Response>");
  await control.handset(sid, CUSTOMER).dial(PhoneNumber);
  await control.handset(sid, REP).text({ to: PhoneNumber, body: "Hello" });
  await control.runUntilIdle(sid);
  expect([app.at("/new").length, app.at("/text").length]).toEqual([1, 1]);
  const path = `/IncomingPhoneNumbers/${bought.body.sid}.json`;
  expect((await rest("DELETE", path)).status).toBe(204);
  expect((await rest("GET", path)).status).toBe(404);
  expect((await search(line, `${LOCAL}?AreaCode=415`))[0]).toEqual(wanted);
});

test.each([
  ["what is no number", { PhoneNumber: "+1" }, 21421],
  ["a number that is not for sale", { PhoneNumber: "+12065559999" }, 21422],
  ["the test number that is gone", { PhoneNumber: "+15005550000" }, 21422],
  ["the test number that is none", { PhoneNumber: "+15005550001" }, 21421],
  ["an area without numbers", { AreaCode: "533" }, 21452],
  ["nothing", {}, 21451],
])("buying %s is refused", async (_, form, code) => {
  await using line = await openLine();
  const answer = await line.rest("POST", "/IncomingPhoneNumbers.json", form);
  expect(answer).toMatchObject({ status: 400, body: { code } });
});

test("a bad webhook buys nothing", async () => {
  await using line = await openLine();
  const form = { AreaCode: "415", VoiceUrl: "ftp://app.test" };
  expect((await line.rest("POST", "/IncomingPhoneNumbers.json", form)).status).toBe(400);
  expect((await line.rest("GET", "/IncomingPhoneNumbers.json")).body.end).toBe(0);
});

test("a country's papers: an approved bundle, then an address", async () => {
  const paper = { isoCountry: "GB", numberType: "mobile" } as const;
  await using line = await openLine({
    bundles: [
      { friendlyName: "Acme GB", status: "twilio-approved", ...paper },
      { friendlyName: "Acme draft", status: "pending-review", ...paper },
    ],
    addresses: [
      {
        friendlyName: "Office",
        customerName: "Acme Solar",
        street: "1 Example Street",
        city: "London",
        postalCode: "EC1A 1AA",
        isoCountry: "GB",
      },
    ],
  });
  const [wanted] = await search(line, "/AvailablePhoneNumbers/GB/Mobile.json?SmsEnabled=true");
  expect(wanted).toMatchObject({ address_requirements: "any" });
  const buy = async (form: Record<string, string>) => {
    const PhoneNumber = wanted?.phone_number ?? "";
    return (await line.rest("POST", "/IncomingPhoneNumbers.json", { PhoneNumber, ...form })).body;
  };
  const bundles = (await line.product("GET", "/numbers/v2/RegulatoryCompliance/Bundles")).body;
  const [approved, draft] = bundles.results as { sid: string }[];
  const { addresses } = (await line.rest("GET", "/Addresses.json?IsoCountry=GB")).body;
  const [address] = addresses as { sid: string }[];
  expect(await buy({})).toMatchObject({ code: 21649 });
  expect(await buy({ BundleSid: draft?.sid ?? "" })).toMatchObject({ code: 21649 });
  expect(await buy({ BundleSid: approved?.sid ?? "" })).toMatchObject({ code: 21631 });
  const papers = { BundleSid: approved?.sid ?? "", AddressSid: address?.sid ?? "" };
  expect(await buy(papers)).toMatchObject({ bundle_sid: approved?.sid, address_sid: address?.sid });
  const asked = await line.product(
    "GET",
    "/numbers/v2/RegulatoryCompliance/Regulations?IsoCountry=GB&NumberType=mobile",
  );
  expect(asked.body.results).toHaveLength(2);
});
