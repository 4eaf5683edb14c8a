import { maxRung } from "@/lib/routing/limits";

/** What rings of a person: phones (E.164), and a browser. */
export type Devices = { user: string; phones: string[]; inBrowser: boolean };

/**
 * What one <Dial> rings of these people: of each what they have first, then the next of each, as
 * many as Twilio lets it ring. `besides` are rung otherwise in the same <Dial>.
 */
export function devicesOf(
  users: readonly string[],
  reach: { phones: Record<string, string[]>; in_browser: readonly string[] },
  besides = 0,
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
    return [...(first ? [first] : []), ...inBrowser, ...further];
  });
  const rounds = Math.max(0, ...wanted.map((own) => own.length));
  const inTurn = Array.from({ length: rounds }, (_, round) =>
    wanted.flatMap((own) => own.slice(round, round + 1)),
  ).flat();
  for (const ring of inTurn.slice(0, maxRung - besides)) ring();
  return all;
}
