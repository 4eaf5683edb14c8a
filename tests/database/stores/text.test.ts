import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { timeZones } from "@/lib/company/places";
import { CallPolicy } from "@/lib/company/schema";
import { saveContactIn } from "@/lib/contacts/schema";
import { sendMail } from "@/lib/core/mail";
import { cleanLine, cleanParagraphs } from "@/lib/core/text";
import { sessionCookie } from "@/tests/support/cookie";
import { stack } from "@/tests/support/stack";
import { makeTenant, type TestTenant } from "@/tests/support/tenant";
import { admin, machine } from "@/tests/telephony/record/call-record";

let tenant: TestTenant;
beforeAll(async () => {
  tenant = await makeTenant({ withoutTwilio: true });
});
afterAll(() => Promise.all([admin.end(), machine.end()]));

/** Every code point of the blocks with something special in them, and one in 97 of the others. */
const special = `code < ${0x3400} or code between ${0xfb00} and ${0xffff}
  or code between ${0x1bc00} and ${0x1bcff} or code between ${0x1d100} and ${0x1d1ff}
  or code between ${0xe0000} and ${0xe10ff} or code % 97 = 0`;

test("the database and the forms agree on what is clean", async () => {
  const rows = await admin<{ code: number; line: string; paragraphs: string }[]>`
    select code, private.clean_line('a' || chr(code) || 'b' || chr(code)) as line,
      private.clean_paragraphs(chr(code) || chr(code)) as paragraphs
    from generate_series(1, ${0x10ffff}::integer) as code
    where code not between ${0xd800} and ${0xdfff} and (${admin.unsafe(special)})`;
  expect(rows.length).toBeGreaterThan(25_000);
  const differing = rows.filter(({ code, line, paragraphs }) => {
    const character = String.fromCodePoint(code);
    return (
      line !== cleanLine(`a${character}b${character}`) ||
      paragraphs !== cleanParagraphs(character + character)
    );
  });
  expect(differing.map(({ code }) => code.toString(16))).toEqual([]);
});

describe("whoever writes a column directly", () => {
  test("has its text cleaned: no control characters, NFC, trimmed", async () => {
    const { data, error } = await tenant.rep.db
      .from("contacts")
      .insert({
        tenant_id: tenant.id,
        name: "\u200bBob\u000bCafe\u0301 ",
        company: "Acme\u2028Solar\u001b",
        title: " \u2060Head of\u000bSales",
      })
      .select("id, name, company, title")
      .single();
    expect(error).toBeNull();
    expect(data).toMatchObject({
      name: "Bob Caf\u00e9",
      company: "Acme Solar",
      title: "Head of Sales",
    });
    const changed = await tenant.rep.db
      .from("contacts")
      .update({ name: "Jane\u0085Doe" })
      .eq("id", data?.id ?? "")
      .select("name")
      .single();
    expect(changed.data?.name).toBe("Jane Doe");

    await tenant.rep.db
      .from("profiles")
      .update({ name: "Rae\u000bRep" })
      .eq("user_id", tenant.rep.userId);
    await tenant.admin.db
      .from("tenants")
      .update({ name: "Acme\u000bSolar", recording_notice: "We\u000brecord.\u0001" })
      .eq("id", tenant.id);
    const me = await tenant.rep.db.rpc("me");
    expect(me.data).toMatchObject({
      name: "Rae Rep",
      tenant: { name: "Acme Solar", recording_notice: "We\nrecord." },
    });
    const number = { tenant_id: tenant.id, number: "+12065550199" };
    const noted = await tenant.manager.db
      .from("do_not_call")
      .insert([
        { ...number, note: "asked\u000btwice" },
        { ...number, number: "+12065550198", note: "\u200b" },
      ])
      .select("note");
    expect(noted.data?.map(({ note }) => note)).toEqual(["asked twice", null]);
  });

  test.each(["\u200b", "\u2060\u00ad", "\u3164", "\u115f", "\u000b", "\u2800"])(
    "is refused a name of nothing visible: %j",
    async (name) => {
      const contact = await tenant.rep.db.from("contacts").insert({ tenant_id: tenant.id, name });
      const { db, userId } = tenant.rep;
      const profile = await db.from("profiles").update({ name }).eq("user_id", userId);
      const company = await tenant.admin.db.from("tenants").update({ name }).eq("id", tenant.id);
      const notice = await tenant.admin.db
        .from("tenants")
        .update({ recording_notice: name })
        .eq("id", tenant.id);
      for (const { error } of [contact, profile, company, notice]) expect(error).not.toBeNull();
      const nothing = await admin`select name from public.contacts
        where tenant_id = ${tenant.id} and name = ${name}`;
      expect([...nothing]).toEqual([]);
      const me = await db.rpc("me");
      expect(me.data).toMatchObject({ name: "Rae Rep", tenant: { name: "Acme Solar" } });
    },
  );

  test.each(["Mars/Base", "UTC+3", "+02:00", "EST5EDT4", "America/New York", ""])(
    "is refused a time zone that does not exist: %j",
    async (time_zone) => {
      const { error } = await tenant.admin.db
        .from("tenants")
        .update({ time_zone })
        .eq("id", tenant.id);
      expect(error).not.toBeNull();
      const [row] = await admin`select time_zone from public.tenants where id = ${tenant.id}`;
      expect(row?.time_zone).not.toBe(time_zone);
    },
  );

  test("may choose every time zone of the form, kept as Postgres spells it", async () => {
    const unknown = await admin`select zone from unnest(${timeZones()}::text[]) zone
      where not exists (select from pg_timezone_names where name = zone)`;
    expect([...unknown]).toEqual([]);
    const { data } = await tenant.admin.db
      .from("tenants")
      .update({ time_zone: "asia/tokyo" })
      .eq("id", tenant.id)
      .select("time_zone")
      .single();
    expect(data?.time_zone).toBe("Asia/Tokyo");
  });
});

test("a time zone that only the database knows leaves every page as it is, in UTC", async () => {
  const own = await makeTenant({ withoutTwilio: true });
  // As it would be with a zone that a newer Postgres knows and this ICU does not yet.
  await admin.begin(async (sql) => {
    await sql`set local session_replication_role = replica`;
    await sql`update public.tenants set time_zone = 'Mars/Base' where id = ${own.id}`;
  });
  const cookie = await sessionCookie(own.admin);
  const pages = ["/contacts", "/calls?from=2026-11-01&to=2026-11-02", "/settings/company"];
  for (const path of [...pages, "/settings/audit-log", "/settings/call-audit", "/settings/team"]) {
    const page = await fetch(`${stack.urls.app}${path}`, { headers: { cookie } });
    expect([path, page.status]).toEqual([path, 200]);
    expect(await page.text(), path).not.toContain("Something went wrong");
  }
});

const nowhere = Buffer.from('["\\u0000\\ud800","0198c000-0000-7000-8000-000000000000"]').toString(
  "base64url",
);

test.each([
  "/contacts?q=%00",
  "/contacts?q=a%0B%ED%A0%80",
  `/contacts?after=${nowhere}`,
  "/settings/calling?q=%00&before=%00",
  "/calls?from=%00&person=%00&before=%00",
  "/settings/audit-log?kind=%00&before=%00",
])("a page does not fail of characters that no text has: %s", async (path) => {
  const cookie = await sessionCookie(tenant.admin);
  const page = await fetch(`${stack.urls.app}${path}`, { headers: { cookie } });
  expect(page.status).toBeLessThan(500);
  expect(await page.text()).not.toContain("Something went wrong");
});

test("a mail's subject stays one line, and an address one recipient", async () => {
  const to = `guest-${tenant.id}@guest.test`;
  const subject = "Join Acme\r\nBcc: everyone@guest.test\u000bon Ringbook";
  expect(await sendMail({ to, subject, text: "one\u000btwo\u0007" })).toBe("sent");
  const caught = await fetch(`${stack.urls.mail}/api/messages?to=${encodeURIComponent(to)}`);
  expect(await caught.json()).toMatchObject([
    { to: [to], subject: "Join Acme Bcc: everyone@guest.test on Ringbook", text: "one\ntwo\n" },
  ]);
});

test("forms clean what is pasted and refuse names of nothing", () => {
  const contact = { id: "0198c000-0000-7000-8000-000000000000", owner_id: "", name: "Bob\u000bX" };
  expect(saveContactIn("US").parse(contact).name).toBe("Bob X");
  expect(saveContactIn("US").safeParse({ ...contact, name: "\u200b\u3164" }).success).toBe(false);
  const policy = { keep_recordings_days: "", time_limit_minutes: "60", after_call_seconds: "0" };
  const spoken = { ...policy, recording_notice: "\u2060" };
  expect(CallPolicy.safeParse(spoken).success).toBe(false);
});
