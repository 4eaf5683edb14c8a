import fc from "fast-check";
import { expect, test } from "vitest";
import { exchanged, inOrder, ownDevices, usualOrder } from "@/lib/softphone/turns";

const desk = { place: 2, name: "Desk", phone: "+12065550121", rings: true };
const silent = { place: 3, name: "", phone: "+12065550131", rings: false };
const formatted = (phone: string) => phone.slice(-4);

test.each([
  ["both", ["0111", "Desk: 0121", "The browser"]],
  ["phone", ["0111", "Desk: 0121"]],
  ["browser", ["The browser"]],
] as const)("who is rung on %s has %j", (rings_on, names) => {
  const devices = ownDevices("+12065550111", [desk, silent], rings_on, formatted);
  expect(devices.map(({ name }) => name)).toEqual(names);
});

test("two change turns, whatever is not there between them", () => {
  const devices = [1, 0].map((place) => ({ place, name: "" }));
  const order = exchanged(usualOrder, 1, 0);
  expect(inOrder(devices, order).map(({ place }) => place)).toEqual([0, 1]);
});

test("whichever change turns, each stays in the order once", () => {
  const anyPlace = fc.integer({ min: 0, max: 3 });
  fc.assert(
    fc.property(fc.array(fc.tuple(anyPlace, anyPlace)), (changes) => {
      const order = changes.reduce(
        (now, [one, other]) => exchanged(now, one, other),
        [...usualOrder],
      );
      expect(order.toSorted()).toEqual([0, 1, 2, 3]);
    }),
  );
});
