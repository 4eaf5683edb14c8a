import { each, type Subject } from "@/tests/database/isolation/subject";
import { people } from "@/tests/database/isolation/tenants";

const own = each("user_id = :me");

export const notifications: Subject = {
  tables: {
    notifications: {
      read: { by: own },
      change: { by: own, columns: ["read_at"] },
      rows: (t) =>
        people
          .map(
            (
              name,
            ) => `insert into public.notifications (id, tenant_id, user_id, kind, subject, subject_id)
              values (${t.thing(`notification of ${name}`)}, ${t.id}, ${t.person(name)}, 'due',
                'tasks', ${t.thing("task of rep by rep")})`,
          )
          .join(";"),
    },
    notification_settings: {
      read: { by: own },
      add: { by: own, columns: ["tenant_id", "user_id", "browser_off", "mail_off", "mail_at"] },
      change: { by: own, columns: ["mail_at", "browser_off", "mail_off"] },
      rows: (t) =>
        people
          .map(
            (name) => `insert into public.notification_settings (tenant_id, user_id, mail_at)
              values (${t.id}, ${t.person(name)}, '08:00')`,
          )
          .join(";"),
    },
  },
  functions: {
    "machine.claim_daily_mails": "machine",
    "machine.delete_old_notifications": "machine",
    "machine.notify_due_tasks": "machine",
    "machine.return_daily_mail": "machine",
    "private.daily_mail": "nobody",
    "private.first_ten": "nobody",
    "private.forget_notifications": "nobody",
    "private.mentioned_in": "nobody",
    "private.notify": "nobody",
    "private.notify_people": "nobody",
    "private.notify_contact_owners": "nobody",
    "private.notify_mentioned": "nobody",
    "private.notify_missed": "nobody",
    "private.notify_task": "nobody",
    "private.plan_task_notice": "nobody",
    "private.settle_notifications": "nobody",
    "private.task_facts": "nobody",
  },
};
