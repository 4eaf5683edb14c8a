import { CheckCheck } from "lucide-react";
import { TaskRow } from "@/components/tasks/task-row";
import { Card } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { Pager } from "@/components/ui/pager";
import { TextLink } from "@/components/ui/text-link";
import type { Member } from "@/lib/auth/member";
import { readCursor } from "@/lib/call-log/cursor";
import { mainPhone } from "@/lib/contacts/main-phone";
import { findListed } from "@/lib/do-not-call/store";
import { listTasks } from "@/lib/tasks/list";
import type { Section } from "@/lib/tasks/schema";
import { sectionNames } from "@/lib/tasks/words";

/** A section of the tasks page: its first few, or with `alone` a page of it. */
export async function TaskSection({
  section,
  member,
  whose,
  now,
  alone,
  before,
  address,
}: {
  section: Section;
  member: Member;
  whose: "mine" | "team";
  now: Date;
  alone: boolean;
  before?: string;
  address: string;
}) {
  const { db, tenant, user_id } = member;
  const owner = whose === "mine" ? user_id : undefined;
  const page = { before: readCursor(before), size: alone ? 50 : 10 };
  const asked = { section, owner, now, timeZone: tenant.time_zone };
  const { rows, next } = await listTasks(db, tenant.id, asked, page);
  const numbers = rows.flatMap(({ contacts }) => mainPhone(contacts)?.phone ?? []);
  const listed = section === "done" ? new Map() : await findListed(db, tenant.id, numbers);
  if (rows.length === 0 && !alone && section !== "today") return null;
  return (
    <>
      <Card title={sectionNames[section]} flush className="mb-6">
        {rows.length > 0 ? (
          <ul
            aria-label={sectionNames[section]}
            className="divide-y divide-line border-t border-line"
          >
            {rows.map((task) => (
              <li key={task.id} className="flex px-5 py-3">
                <TaskRow task={task} member={member} now={now} listed={listed} />
              </li>
            ))}
          </ul>
        ) : alone ? (
          <EmptyState icon={<CheckCheck />} title={nothing[section]}>
            {section === "today" && "Add a task above, or on a contact's page."}
          </EmptyState>
        ) : (
          <p className="border-t border-line px-5 py-4 text-sm text-muted">{nothing[section]}</p>
        )}
        {next && !alone && (
          <p className="border-t border-line px-5 py-3">
            <TextLink href={address}>Show all of “{sectionNames[section]}”</TextLink>
          </p>
        )}
      </Card>
      {alone && (
        <Pager
          label="Pages of tasks"
          first={before ? { href: address, label: "First tasks" } : undefined}
          next={next ? { href: `${address}&before=${next}`, label: "More tasks" } : undefined}
        />
      )}
    </>
  );
}

const nothing: Record<Section, string> = {
  overdue: "Nothing is overdue",
  today: "Nothing more to do today",
  upcoming: "Nothing is coming up",
  none: "No tasks without a date",
  done: "Nothing done yet",
};
