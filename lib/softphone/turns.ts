import type { CallDevices } from "@/lib/softphone/schema";

/** The places of what a person is rung on, as they ring unless somebody moves one. */
export const usualOrder: readonly number[] = [1, 2, 3, 0];

/** Something a person is rung on; the browser has the place 0. */
export type OwnDevice = { place: number; name: string };

type Phone = { place: number; name: string; phone: string; rings: boolean };

/** What rings of a person, by place; `formatted` is how a phone (E.164) is shown. */
export function ownDevices(
  first: string | null,
  further: readonly Phone[],
  rings_on: CallDevices["rings_on"],
  formatted: (phone: string) => string,
): OwnDevice[] {
  const phones = [
    ...(first ? [{ place: 1, name: "", phone: first }] : []),
    ...further.filter(({ rings }) => rings),
  ].map(({ place, name, phone }) => ({
    place,
    name: name ? `${name}: ${formatted(phone)}` : formatted(phone),
  }));
  const browser = { place: 0, name: "The browser" };
  return [...(rings_on === "browser" ? [] : phones), ...(rings_on === "phone" ? [] : [browser])];
}

/** They in an order of places. */
export const inOrder = (devices: readonly OwnDevice[], order: readonly number[]): OwnDevice[] =>
  devices.toSorted((one, other) => order.indexOf(one.place) - order.indexOf(other.place));

/** An order in which two have changed turns. */
export const exchanged = (order: readonly number[], place: number, other: number): number[] =>
  order.map((one) => (one === place ? other : one === other ? place : one));
