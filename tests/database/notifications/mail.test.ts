import { afterAll, beforeEach, describe, expect, test } from "vitest";
import { claimDailyMails, returnDailyMail } from "@/lib/notifications/machine";
import { sendDailyMails } from "@/lib/notifications/send-daily-mails";
import type { CaughtMail } from "@/local/mail/catcher";
import { addContact, addNote, addTask } from "@/tests/database/notifications/stage";
import { given } from "@/tests/database/rls/visitor";
import { stack } from "@/tests/support/stack";
import { type Member, makeTenant, type TestTenant } from "@/tests/support/tenant";
import { admin, machine } from "@/tests/telephony/record/call-record";

const turn = { over: false };

let tenant: TestTenant;
beforeEach(async () => {
  tenant = await makeTenant();
});
afterAll(() => Promise.all([admin.end(), machine.end()]));

const hourMs = 3_600_000;
const zone = "America/Los_Angeles";
/** Hours away from the real one, so that a sweep of another test sends none of these. */
const mailAt = new Date(Date.now() + 9 * hourMs).toLocaleTimeString("en-GB", { timeZone: zone });
/** At that time so many days from now; the clocks of that zone stay as they are until then. */
const onDay = (days: number, afterHours = 0) =>
  new Date(Date.now() + (9 + days * 24 + afterHours) * hourMs + 1_000);

async function choose({ db, userId }: Member, settings: { mail_off?: string[] } = {}) {
  const row = { tenant_id: tenant.id, user_id: userId, mail_at: mailAt, ...settings };
  await given(db.from("notification_settings").insert(row).select("user_id"));
}

async function mailsTo({ email }: Member): Promise<CaughtMail[]> {
  const answer = await fetch(`${stack.urls.mail}/api/messages?to=${encodeURIComponent(email)}`);
  return answer.json();
}

describe("the daily mail", () => {
  test("says what there is to do, at the time that was chosen, once a day", async () => {
    const { rep, rep2 } = tenant;
    await choose(rep2);
    const contact = await addContact(tenant, rep);
    await addNote(tenant, rep, contact, "@Rob Rep");
    await addTask(tenant, rep2, { title: "Call Bob", due_at: onDay(0, -1).toISOString() });
    await admin`insert into public.calls (tenant_id, direction, from_number, to_number, user_id,
        contact_id, status, stage, outcome, created_at, ended_at, settled_at)
      values (${tenant.id}, 'inbound', '+12065550177', ${tenant.number}, ${rep2.userId}, ${contact},
        'no-answer', 'ended', 'missed', now(), now(), now())`;
    await sendDailyMails(onDay(0, -1), turn);
    expect(await mailsTo(rep2)).toEqual([]);
    await Promise.all([sendDailyMails(onDay(0), turn), sendDailyMails(onDay(0), turn)]);
    await sendDailyMails(onDay(0, 1), turn);
    const [mail, ...others] = await mailsTo(rep2);
    expect(others).toEqual([]);
    expect(mail?.subject).toBe("Your day: 1 to call back, 1 task, 1 unread");
    for (const part of [mail?.text, mail?.html]) {
      expect(part).toMatch(/Jane Doe: Missed call, /);
      expect(part).toMatch(/Call Bob: overdue since /);
      expect(part).toMatch(/Rae Rep mentioned you in a note about Jane Doe/);
    }
    await sendDailyMails(onDay(1), turn);
    expect(await mailsTo(rep2)).toHaveLength(2);
  });

  test("is not sent to who did not choose it, who has left, or three hours late", async () => {
    const { rep, rep2, manager, admin: boss } = tenant;
    for (const owner of [rep, rep2, manager]) {
      await addTask(tenant, owner, { due_at: onDay(0).toISOString() });
    }
    await choose(rep2);
    await choose(manager);
    await given(boss.db.rpc("remove_member", { member: rep2.userId }));
    await sendDailyMails(onDay(0, 3.5), turn);
    for (const person of [rep, rep2, manager]) expect(await mailsTo(person)).toEqual([]);
  });

  test("is not sent on a day with nothing to say, and leaves out the kinds not wanted", async () => {
    const { rep, rep2 } = tenant;
    await choose(rep);
    await choose(rep2, { mail_off: ["due"] });
    await addTask(tenant, rep2, { due_at: onDay(0).toISOString() });
    await sendDailyMails(onDay(0), turn);
    expect(await mailsTo(rep)).toEqual([]);
    expect(await mailsTo(rep2)).toEqual([]);
  });

  test("that never reached the mail server is sent by the next run", async () => {
    const { rep } = tenant;
    await choose(rep);
    await addTask(tenant, rep, { due_at: onDay(0).toISOString() });
    const own = async () =>
      (await claimDailyMails(onDay(0), 100)).filter(({ user_id }) => user_id === rep.userId);
    const [claimed] = await own();
    if (!claimed) throw new Error("Nothing was claimed");
    expect(await own()).toEqual([]);
    await returnDailyMail(claimed);
    await sendDailyMails(onDay(0), turn);
    expect(await mailsTo(rep)).toHaveLength(1);
  });
});
