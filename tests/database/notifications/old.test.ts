import { afterAll, expect, test } from "vitest";
import { deleteOldNotificationsJob } from "@/lib/notifications/job";
import { makeTenant } from "@/tests/support/tenant";
import { admin, machine } from "@/tests/telephony/record/call-record";

afterAll(() => Promise.all([admin.end(), machine.end()]));

test("notifications are deleted after 90 days if they are read, after a year if not", async () => {
  const { id, rep } = await makeTenant({ withoutTwilio: true });
  for (const days of [89, 91, 364, 366]) {
    for (const read of [true, false]) {
      await admin`insert into public.notifications
          (tenant_id, user_id, kind, subject, subject_id, created_at, read_at)
        values (${id}, ${rep.userId}, 'due', 'tasks', gen_random_uuid(),
          now() - ${days} * interval '1 day', case when ${read} then now() end)`;
    }
  }
  await deleteOldNotificationsJob.run({}, { over: false });
  const left = await admin`select extract(day from now() - created_at)::int as days,
      read_at is not null as read
    from public.notifications where tenant_id = ${id} order by created_at desc, read`;
  expect([...left]).toEqual([
    { days: 89, read: false },
    { days: 89, read: true },
    { days: 91, read: false },
    { days: 364, read: false },
  ]);
});
