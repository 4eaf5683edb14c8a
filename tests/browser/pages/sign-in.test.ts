import { randomBytes } from "node:crypto";
import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import { clientAddress } from "@/lib/attempts/address";
import { attempt } from "@/lib/attempts/machine";
import { countedUnder, type Who } from "@/lib/attempts/rules";
import { sessionCookie } from "@/tests/support/cookie";
import { openForm, sendForm, words } from "@/tests/support/form";
import { startOtherApp } from "@/tests/support/other-app";
import { stack } from "@/tests/support/stack";
import { type Member, makeTenant, type TestTenant } from "@/tests/support/tenant";

let tenant: TestTenant;
/** A copy of the app behind one proxy, which tells it who asks. */
let behindProxy: string;
/** The form at /login, of the app and of the copy: opened once, sent over and over. */
let direct: Awaited<ReturnType<typeof openForm>>;
let proxied: typeof direct;
beforeAll(async () => {
  behindProxy = await startOtherApp({ TRUSTED_PROXY_HOPS: "1" });
  [direct, proxied] = await Promise.all([
    openForm("/login", { having: "password", app: stack.urls.app }),
    openForm("/login", { having: "password", app: behindProxy }),
  ]);
});
beforeEach(async () => {
  tenant = await makeTenant({ withoutTwilio: true });
});

const newEmail = () => `${randomBytes(6).toString("hex")}@attempts.test`;
const newAddress = () =>
  `2001:db8:${randomBytes(2).toString("hex")}:${randomBytes(2).toString("hex")}::1`;
const tooMany = /Too many attempts\. Please wait \d+ (second|minute)s? and try again\./;

type From = { ip?: string; cookie?: string; forwarded?: string };
const signIn = (email: string, password: string, { ip, cookie, forwarded }: From = {}) => {
  const address = forwarded ?? ip;
  return (address ? proxied : direct).send(
    { email, password },
    {
      ...(cookie && { as: { cookie } }),
      ...(address && { also: { "x-forwarded-for": address } }),
    },
  );
};

/** Counts wrong passwords without sending them: an answer takes its time. */
async function countBefore(times: number, who: () => Who): Promise<void> {
  await Promise.all(Array.from({ length: times }, () => attempt(countedUnder("sign_in", who()))));
}

/** Wrong passwords until it says to wait; how many were heard. */
async function guess(email: string, from: () => From, most = 100): Promise<number> {
  for (let nth = 0; nth < most; nth += 1) {
    const said = await words(await signIn(email, `wrong ${nth}`, from()));
    if (tooMany.test(said)) return nth;
    expect(said).toContain("Wrong email or password.");
  }
  return most;
}

const audit = async (kind = "session.") => {
  const { data } = await tenant.admin.db
    .from("audit_log")
    .select("action, actor_id, subject, detail")
    .like("action", `${kind}%`)
    .order("id");
  return data ?? [];
};

describe("guessing a password", () => {
  test("is slowed down after 20 tries where no address is known, for an account and for none alike", async () => {
    const { email, password } = tenant.rep;
    await countBefore(18, () => ({ email }));
    expect(await guess(email, () => ({}))).toBe(2);
    // The right password waits too, and does not say that it is right.
    expect(await words(await signIn(email, password))).toMatch(tooMany);
    const unknown = { email: newEmail() };
    await countBefore(18, () => unknown);
    expect(await guess(unknown.email, () => ({}))).toBe(2);
  });

  test("is slowed down after 5 from one address, whatever that claims to have forwarded", async () => {
    const ip = newAddress();
    let nth = 0;
    const spoofing = () => {
      nth += 1;
      return { forwarded: `203.0.113.${nth}, ${ip}` };
    };
    expect(await guess(tenant.rep.email, spoofing)).toBe(5);
    // The person themselves, from elsewhere, is not slowed down.
    const own = await signIn(tenant.rep.email, tenant.rep.password, { ip: newAddress() });
    expect(own.status).toBe(303);
  });

  test("of many accounts from one address is slowed down after 60", async () => {
    const ip = newAddress();
    await countBefore(55, () => ({ email: newEmail(), ip: clientAddress(ip, 1) }));
    const tenAtOnce = Array.from({ length: 10 }, () => signIn(newEmail(), "x", { ip }));
    const guessed = await Promise.all((await Promise.all(tenAtOnce)).map(words));
    expect(guessed.filter((said) => tooMany.test(said))).toHaveLength(5);
  });

  test("from everywhere does not lock out a person in a browser they have used before", async () => {
    const { email, password } = tenant.rep;
    const before = await signIn(email, password, { ip: newAddress() });
    const device = before.headers.getSetCookie().find((one) => one.startsWith("ringbook-device="));
    const cookie = device?.split(";")[0];
    await countBefore(18, () => ({ email, ip: newAddress() }));
    expect(await guess(email, () => ({ ip: newAddress() }))).toBe(2);
    const elsewhere = await signIn(email, password, { ip: newAddress() });
    expect(await words(elsewhere)).toMatch(tooMany);
    expect((await signIn(email, password, { ip: newAddress(), cookie })).status).toBe(303);
    // The mark is good for this account only.
    const others = await signIn(tenant.rep2.email, "wrong", { ip: newAddress(), cookie });
    expect(await words(others)).toContain("Wrong email or password");
    await countBefore(17, () => ({ email: tenant.rep2.email }));
    expect(await guess(tenant.rep2.email, () => ({ cookie }), 10)).toBe(2);
  });
});

test("signing up is slowed down for one address of mail, and for one of the net", async () => {
  const email = tenant.rep.email;
  const signUp = (address: string, ip: string) =>
    sendForm(
      "/signup",
      { name: "X", email: address, password: "long enough" },
      {
        having: "password",
        app: behindProxy,
        headers: { "x-forwarded-for": ip },
      },
    );
  for (let nth = 0; nth < 5; nth += 1) await signUp(email, newAddress());
  expect(await words(await signUp(email, newAddress()))).toMatch(tooMany);
});

describe("asking for a reset", () => {
  const ask = async (email: string, { ip, cookie }: From = {}) =>
    (
      await words(
        await sendForm(
          "/reset-password",
          { email },
          { cookie, ...(ip && { app: behindProxy, headers: { "x-forwarded-for": ip } }) },
        ),
      )
    ).replaceAll(email, "THEM");

  test("is slowed down, and says the same for an account and for none", async () => {
    for (let nth = 0; nth < 5; nth += 1) {
      const [known, unknown] = [await ask(tenant.rep.email), await ask(newEmail())];
      expect(known).toContain("If THEM has an account");
      expect(known).toBe(unknown);
    }
    const refused = await ask(tenant.rep.email);
    expect(refused).toMatch(tooMany);
    // What strangers have asked for was mailed to the account's owner.
    expect(refused).toContain("The newest link we emailed in the last hour still works.");
  });

  test("is slowed down for one account only", async () => {
    const email = newEmail();
    for (let nth = 0; nth < 5; nth += 1) await ask(email);
    expect(await ask(email)).toMatch(tooMany);
    expect(await ask(newEmail())).toContain("If THEM");
  });

  test("three times from one address withholds it from nobody elsewhere", async () => {
    const stranger = newAddress();
    for (let nth = 0; nth < 3; nth += 1) await ask(tenant.rep.email, { ip: stranger });
    expect(await ask(tenant.rep.email, { ip: stranger })).toMatch(tooMany);
    expect(await ask(tenant.rep.email, { ip: newAddress() })).toContain("If THEM");
  });

  test("from everywhere withholds it from nobody in a browser they have used before", async () => {
    const { email, password } = tenant.rep;
    const before = await signIn(email, password, { ip: newAddress() });
    const device = before.headers.getSetCookie().find((one) => one.startsWith("ringbook-device="));
    for (let nth = 0; nth < 5; nth += 1) await ask(email, { ip: newAddress() });
    expect(await ask(email, { ip: newAddress() })).toMatch(tooMany);
    const cookie = device?.split(";")[0];
    expect(await ask(email, { ip: newAddress(), cookie })).toContain("If THEM");
  });

  test("is withheld by strangers for five minutes at most", () => {
    const email = countedUnder("reset", { email: "a@b.test" })[0];
    expect(email?.longest).toBeLessThanOrEqual(300);
  });
});

test("guessing the current password with someone's session is slowed down, and noted", async () => {
  const cookie = await sessionCookie(tenant.rep);
  const change = async (current: string) =>
    words(
      await sendForm(
        "/settings/profile",
        { current, password: "another long one" },
        { cookie, having: 'name="current"' },
      ),
    );
  for (let nth = 0; nth < 5; nth += 1) {
    expect(await change(`wrong ${nth}`)).toContain("That isn't your current password.");
  }
  expect(await change(tenant.rep.password)).toMatch(tooMany);
  expect((await audit("password.")).map(({ action }) => action)).toEqual(
    Array.from({ length: 5 }, () => "password.refused"),
  );
});

test("looking at an invitation over and over is slowed down", async () => {
  const token = randomBytes(32).toString("hex");
  let said = "";
  for (let nth = 0; nth < 40 && !tooMany.test(said); nth += 1) {
    said = await words(await fetch(`${behindProxy}/invite/${token}`));
  }
  expect(said).toMatch(tooMany);
});

describe("the audit log hears", () => {
  const entry = (action: string, member: Member, signed = true) => ({
    action,
    actor_id: signed ? member.userId : null,
    subject: member.userId,
    detail: {},
  });

  test("of sign-ins, refusals with where from, and sign-outs", async () => {
    const { rep } = tenant;
    const ip = "198.51.100.7";
    await signIn(rep.email, "wrong", { ip });
    await signIn(rep.email, rep.password);
    // Where someone reads that they belong elsewhere they may sign out.
    const { data: token } = await tenant.admin.db.rpc("create_invitation", {
      invitee: rep.email,
      as_role: "rep",
    });
    await sendForm(
      `/invite/${token}`,
      {},
      { cookie: await sessionCookie(rep), having: "Sign out" },
    );
    expect(await audit()).toEqual([
      { ...entry("session.refused", rep, false), detail: { ip, reason: "wrong_password" } },
      entry("session.signed_in", rep),
      entry("session.signed_out", rep),
    ]);
  });

  test("nothing of accounts that belong to no company, and no company of another's", async () => {
    const other = await makeTenant({ withoutTwilio: true });
    await signIn(other.rep.email, "wrong");
    await signIn(newEmail(), "wrong");
    expect(await audit()).toEqual([]);
  });

  test("of a changed password, and of a link that was asked for", async () => {
    const cookie = await sessionCookie(tenant.rep);
    const changed = await sendForm(
      "/settings/profile",
      { current: tenant.rep.password, password: "another long one" },
      { cookie, having: 'name="current"' },
    );
    expect(await words(changed)).toContain("Password changed.");
    await sendForm("/reset-password", { email: tenant.rep.email });
    // The link is mailed, and noted, once the answer is out.
    await expect.poll(() => audit("password.")).toHaveLength(2);
    expect(await audit("password.")).toEqual([
      entry("password.changed", tenant.rep),
      entry("password.reset_asked", tenant.rep, false),
    ]);
  });
});
