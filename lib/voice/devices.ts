import { maxRung } from "@/lib/routing/limits";

/** What rings of a person: phones (E.164), and a browser. */
export type Devices = { user: string; phones: string[]; inBrowser: boolean };

/**
 * What one <Dial> rings of these people: of each what they have first, then the next of each, as
 * many as Twilio lets it ring. `inRoom` are rung by one more thing in the same <Dial>, which is
 * what they have first: nobody who is to ring is left without anything.
 */
export function devicesOf(
  users: readonly string[],
  reach: { phones: Record<string, string[]>; in_browser: readonly string[] },
  inRoom: readonly string[] = [],
): Devices[] {
  const all = users.map((user): Devices => ({ user, phones: [], inBrowser: false }));
  const wanted = all.map((devices) => {
    const [first, ...further] = (reach.phones[devices.user] ?? []).map(
      (phone) => () => devices.phones.push(phone),
    );
    const browser = () => {
      devices.inBrowser = true;
    };
    const inBrowser = reach.in_browser.includes(devices.user) ? [browser] : [];
    const own = [...(first ? [first] : []), ...inBrowser, ...further];
    return inRoom.includes(devices.user) ? [null, ...own] : own;
  });
  const rounds = Math.max(0, ...wanted.map((own) => own.length));
  const inTurn = Array.from({ length: rounds }, (_, round) =>
    wanted.flatMap((own) => own.slice(round, round + 1)),
  ).flat();
  const rings = inTurn.filter((ring) => ring !== null);
  for (const ring of rings.slice(0, maxRung - Math.min(1, inRoom.length))) ring();
  return all;
}

/** A person's phones (E.164) in the order in which they ring, `browser_at` before the browser. */
type InTurn = { phones: readonly string[]; inBrowser: boolean; browser_at: number };

/** One of them, from 0; the last where there are fewer by now. */
export function deviceAt(
  { phones, inBrowser, browser_at }: InTurn,
  device: number,
): { phones: string[]; inBrowser: boolean } {
  const own = [
    ...phones.slice(0, browser_at),
    ...(inBrowser ? [null] : []),
    ...phones.slice(browser_at),
  ];
  const one = own[Math.min(device, own.length - 1)];
  return { phones: one ? [one] : [], inBrowser: one === null };
}
