import { randomBytes } from "node:crypto";
import postgres from "postgres";
import { afterAll, beforeEach, describe, expect, test } from "vitest";
import { clientAddress } from "@/lib/attempts/address";
import { attempt, forgive } from "@/lib/attempts/machine";
import { type Counted, countedUnder, waitWords } from "@/lib/attempts/rules";
import { stack } from "@/tests/support/stack";

const superuser = postgres(stack.adminDatabaseUrl, { max: 1, onnotice: () => {} });
afterAll(() => superuser.end());

let about = "";
beforeEach(() => {
  about = `test ${randomBytes(8).toString("hex")}`;
});
const rule = (given: Partial<Counted> = {}): Counted[] => [
  { about, free: 5, pause: 10, longest: 60, forget: 3600, after: "clear", ...given },
];
/** As if this much time had gone by since the last try at these. */
const later = (seconds: number, ...abouts: string[]) => superuser`
  update private.attempts set free_at = free_at - make_interval(secs => ${seconds}),
    forget_at = forget_at - make_interval(secs => ${seconds})
  where key in (select sha256(convert_to(jsonb_array_elements_text(${abouts}::jsonb), 'UTF8')))`;
const keptOf = async (...abouts: string[]) => {
  const [row] = await superuser`select count(*)::int as n from private.attempts
    where key in (select sha256(convert_to(jsonb_array_elements_text(${abouts}::jsonb), 'UTF8')))`;
  return row?.n;
};

describe("tries are counted in the database:", () => {
  test("of 200 at once exactly the free ones are made", async () => {
    const waits = await Promise.all(Array.from({ length: 200 }, () => attempt(rule())));
    expect(waits.filter((wait) => wait === 0)).toHaveLength(5);
    for (const wait of waits.filter((one) => one > 0)) expect(wait).toBeLessThanOrEqual(10_000);
  });

  test("many keys at once, in any order, never wait for each other in a ring", async () => {
    const keys = Array.from({ length: 6 }, (_, nth) => rule({ about: `${about} ${nth}` })).flat();
    const waits = await Promise.all(
      Array.from({ length: 100 }, (_, nth) => attempt(nth % 2 ? keys : keys.toReversed())),
    );
    expect(waits.filter((wait) => wait === 0)).toHaveLength(5);
  });

  test("each further try doubles the wait, up to the longest", async () => {
    const waited: number[] = [];
    for (let nth = 0; nth < 9; nth += 1) {
      expect(await attempt(rule())).toBe(0);
      if (nth < 4) continue;
      const wait = Math.ceil((await attempt(rule())) / 10_000) * 10;
      waited.push(wait);
      await later(wait, about);
    }
    expect(waited).toEqual([10, 20, 40, 60, 60]);
  });

  test("asking while one has to wait does not make it longer", async () => {
    for (let nth = 0; nth < 5; nth += 1) await attempt(rule());
    const first = await attempt(rule());
    for (let nth = 0; nth < 20; nth += 1) await attempt(rule());
    expect(await attempt(rule())).toBeLessThanOrEqual(first);
  });

  test("they are forgotten when their time is over", async () => {
    for (let nth = 0; nth < 5; nth += 1) await attempt(rule());
    expect(await attempt(rule())).toBeGreaterThan(0);
    await later(3_700, about);
    for (let nth = 0; nth < 5; nth += 1) expect(await attempt(rule())).toBe(0);
  });

  test("a right one clears the account's, and takes back its own from a shared address", async () => {
    const shared = rule({ about: `${about} ip`, after: "give_back" });
    const both = [...rule(), ...shared];
    for (let nth = 0; nth < 4; nth += 1) await attempt(both);
    await forgive(both);
    expect(await attempt(shared)).toBe(0);
    expect(await attempt(shared)).toBe(0);
    expect(await attempt(shared)).toBeGreaterThan(0);
    for (let nth = 0; nth < 5; nth += 1) expect(await attempt(rule())).toBe(0);
  });

  test("one key that has to wait counts nothing under the others, and leaves nothing behind", async () => {
    const blocked = rule({ about: `${about} blocked`, free: 1 });
    await attempt(blocked);
    const fresh = Array.from({ length: 30 }, (_, nth) => `${about} ${nth}`);
    for (const one of fresh) {
      expect(await attempt([...blocked, ...rule({ about: one })])).toBeGreaterThan(0);
    }
    expect(await keptOf(...fresh)).toBe(0);
    expect(await keptOf(`${about} blocked`)).toBe(1);
  });

  test("old rows go as new ones come", async () => {
    const old = Array.from({ length: 60 }, (_, nth) => `${about} ${nth}`);
    await Promise.all(old.map((one) => attempt(rule({ about: one }))));
    expect(await keptOf(...old)).toBe(60);
    await later(4_000, ...old);
    for (let nth = 0; nth < 5; nth += 1) await attempt(rule({ about: `${about} new ${nth}` }));
    expect(await keptOf(...old)).toBe(0);
  });

  test("under a hash: neither address nor account is kept", async () => {
    const columns = await superuser`select column_name from information_schema.columns
      where table_schema = 'private' and table_name = 'attempts' order by 1`;
    expect(columns.map((one) => one.column_name)).toEqual(["forget_at", "free_at", "key", "tries"]);
  });
});

describe("what a sign-in counts under", () => {
  const by = (who: Parameters<typeof countedUnder>[1]) =>
    countedUnder("sign_in", who).map((one) => one.about.split(" ")[1]);

  test("account, address, and both together; strictest both together", () => {
    expect(by({ email: "a@b.test", ip: "203.0.113.5" })).toEqual(["pair", "email", "ip"]);
    const [pair, email, ip] = countedUnder("sign_in", { email: "a@b.test", ip: "203.0.113.5" });
    expect(pair?.free).toBeLessThan(email?.free ?? 0);
    expect(email?.free).toBeLessThan(ip?.free ?? 0);
  });

  test("the account alone where no address is known", () => {
    expect(by({ email: "a@b.test" })).toEqual(["email"]);
  });

  test("a browser that the account knows counts by itself", () => {
    expect(by({ email: "a@b.test", ip: "203.0.113.5", device: "d" })).toEqual(["device"]);
  });

  test("a stranger delays nobody's account by more than a minute", () => {
    const email = countedUnder("sign_in", { email: "a@b.test" })[0];
    expect(email?.longest).toBeLessThanOrEqual(60);
  });
});

test.each([
  [400, "1 second"],
  [9_100, "10 seconds"],
  [60_000, "1 minute"],
  [61_000, "2 minutes"],
  [3_600_000, "1 hour"],
  [3_601_000, "2 hours"],
])("%d ms to wait is %s", (wait, words) => {
  expect(waitWords(wait)).toBe(words);
});

test.each<[string | null, number, string | undefined]>([
  ["203.0.113.5", 0, undefined],
  [null, 1, undefined],
  ["203.0.113.5", 1, "203.0.113.5"],
  ["6.6.6.6, 203.0.113.5", 1, "203.0.113.5"],
  ["6.6.6.6, 203.0.113.5, 10.0.0.1", 2, "203.0.113.5"],
  ["203.0.113.5", 2, undefined],
  ["spoofed, ", 1, undefined],
  ["unknown", 1, undefined],
  ["::ffff:203.0.113.5", 1, "203.0.113.5"],
  ["2001:db8:1:2:3:4:5:6", 1, "2001:db8:1:2::/64"],
  ["2001:DB8:1:2::9", 1, "2001:db8:1:2::/64"],
  ["2001:db8::1", 1, "2001:db8:0:0::/64"],
  ["::1", 1, "0:0:0:0::/64"],
  ["203.0.113.5:4711", 1, undefined],
])("X-Forwarded-For %j behind %d proxies of ours is %s", (header, hops, address) => {
  expect(clientAddress(header, hops)).toBe(address);
});
