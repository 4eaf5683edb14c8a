import { expect, test } from "vitest";
import { deviceAt, devicesOf } from "@/lib/voice/devices";

const mobile = "+12065550111";
const desk = "+12065550121";

test("a person's phones and browser ring together, the phones in their order", () => {
  const reach = { phones: { ana: [mobile, desk] }, in_browser: ["ana"] };
  expect(devicesOf(["ana", "ben"], reach)).toEqual([
    { user: "ana", phones: [mobile, desk], inBrowser: true },
    { user: "ben", phones: [], inBrowser: false },
  ]);
});

test("where more would ring than Twilio lets, everybody's first device comes before a second", () => {
  const users = Array.from({ length: 6 }, (_, at) => `rep${at}`);
  const phones = Object.fromEntries(users.map((user, at) => [user, [`+1206555011${at}`, desk]]));
  const all = devicesOf(users, { phones, in_browser: ["rep1"] });
  expect(all.map((one) => one.phones.length)).toEqual([2, 1, 2, 2, 1, 1]);
  expect(all[1]?.inBrowser).toBe(true);
  const beside = devicesOf(users, { phones, in_browser: [] }, ["rep1"]);
  expect(beside.flatMap((one) => one.phones)).toHaveLength(9);
});

test("ten people with a phone each all ring, and nothing else of theirs", () => {
  const users = Array.from({ length: 10 }, (_, at) => `rep${at}`);
  const phones = Object.fromEntries(users.map((user) => [user, [mobile, desk]]));
  const all = devicesOf(users, { phones, in_browser: users });
  expect(all.every((one) => one.phones.length === 1 && !one.inBrowser)).toBe(true);
});

test("of ten people, who is rung in a room gives way to those who have only a phone", () => {
  const users = Array.from({ length: 10 }, (_, at) => `rep${at}`);
  const phones = Object.fromEntries(users.map((user) => [user, [mobile]]));
  const all = devicesOf(users, { phones, in_browser: [] }, ["rep0"]);
  expect(all.filter((one) => one.phones.length === 0).map(({ user }) => user)).toEqual(["rep0"]);
});

test("one after another, the browser has its turn among the phones; the last stays the last", () => {
  const own = { phones: [mobile, desk], inBrowser: true, browser_at: 1 };
  expect([0, 1, 2, 3].map((device) => deviceAt(own, device))).toEqual([
    { phones: [mobile], inBrowser: false },
    { phones: [], inBrowser: true },
    { phones: [desk], inBrowser: false },
    { phones: [desk], inBrowser: false },
  ]);
  expect(deviceAt({ ...own, inBrowser: false }, 1)).toEqual({ phones: [desk], inBrowser: false });
});
