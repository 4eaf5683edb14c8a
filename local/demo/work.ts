import type { Sql } from "postgres";
import { makeChance, uuidOf } from "@/local/demo/chance";
import type { Scene } from "@/local/demo/past";

const dayMs = 86_400_000;
const todos = [
  ...["Send the quote", "Call back about the contract", "Ask for the floor plan"],
  ...["Confirm the appointment", "Send references"],
];

/** What people wrote and are to do: notes, and tasks of which some are late. */
export async function writeWork(sql: Sql, scene: Scene, now: Date): Promise<void> {
  const { company, tenantId, contacts, reps } = scene;
  const chance = makeChance(`${company.domain} work`);
  const ago = (days: number) =>
    new Date(now.getTime() - days * dayMs - chance.between(0, 9) * 60_000);
  const rep = () => chance.pick(reps).userId;
  const notes = contacts
    .filter(({ notes: body }) => body !== "")
    .map(({ id, notes: body }) => {
      const at = ago(chance.between(1, 40));
      const made = { id: uuidOf(`${id} note`), tenant_id: tenantId, contact_id: id, body };
      return { ...made, author_id: rep(), created_at: at, updated_at: at };
    });
  const tasks = contacts.slice(0, 12).map(({ id }, at) => {
    const [owner, due] = [rep(), ago(3 - at)];
    due.setUTCMinutes(0, 0, 0);
    const made = { id: uuidOf(`${id} task`), tenant_id: tenantId, contact_id: id };
    const title = todos[at % todos.length] ?? "Call back";
    return { ...made, title, owner_id: owner, created_by: owner, due_at: due, created_at: ago(5) };
  });
  await sql.begin(async (begun) => {
    const since = ago(45);
    await begun`update public.contacts set created_at = ${since} where tenant_id = ${tenantId}`;
    await begun`insert into public.contact_changes (tenant_id, contact_id, actor_id, changes, created_at)
      select tenant_id, id, ${reps[0].userId}, '{"created": {}}', created_at from public.contacts
      where tenant_id = ${tenantId} on conflict do nothing`;
    await begun`insert into public.notes ${begun(notes)} on conflict do nothing`;
    await begun`insert into public.tasks ${begun(tasks)} on conflict do nothing`;
  });
}
