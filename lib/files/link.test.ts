import { expect, test } from "vitest";
import { audioUrl, isSigned } from "@/lib/files/link";

const tenant = "4a1f3a52-6a3f-4b0e-8a39-0a2f8f4c7c00";
const id = "4a1f3a52-6a3f-4b0e-8a39-0a2f8f4c7c01";
const noon = new Date("2026-06-02T12:00:00Z");
const query = () => {
  const { pathname, searchParams } = new URL(audioUrl(tenant, id, noon));
  expect(pathname).toBe(`/api/twilio/media/${id}`);
  const of = (name: string) => searchParams.get(name) ?? "";
  return { tenant: of("tenant"), id, exp: Number(of("exp")), sig: of("sig") };
};

test("a link is good for its file of its company, until the end of the next day", () => {
  const link = query();
  expect(isSigned(link, noon)).toBe(true);
  expect(isSigned(link, new Date("2026-06-03T23:59:59Z"))).toBe(true);
  expect(isSigned(link, new Date("2026-06-04T00:00:00Z"))).toBe(false);
  expect(isSigned({ ...link, exp: link.exp + 86_400 }, noon)).toBe(false);
  expect(isSigned({ ...link, tenant: id }, noon)).toBe(false);
  expect(isSigned({ ...link, id: tenant }, noon)).toBe(false);
  expect(isSigned({ ...link, sig: "" }, noon)).toBe(false);
});

test("all calls of a day have the same link, so that Twilio fetches a file once", () => {
  const evening = new Date("2026-06-02T23:59:59Z");
  expect(audioUrl(tenant, id, evening)).toBe(audioUrl(tenant, id, noon));
});
