import { Route } from "@/lib/routing/route";
import type { Member, TestTenant } from "@/tests/support/tenant";

/** A route whose first step is a queue of these people; who cannot wait leaves a message. */
export function queueRoute(people: string[], settings: object = {}): Route {
  const box = { kind: "voicemail", name: "", mailbox: { kind: "shared" }, max_seconds: 60 };
  return Route.parse({
    ...{ language: "en-US", voice: "Polly.Joanna-Neural", first: "sales" },
    steps: {
      sales: {
        ...{ kind: "queue", name: "Sales", who: { kind: "people", people } },
        ...{ max_waiting: 5, max_wait_seconds: 600, priority: 0, callback_key: null },
        ...{ full: "box", waited_too_long: "box" },
        ...settings,
      },
      box: { ...box, sound: { text: "Please leave a message." } },
    },
  });
}

/** A person says whether they take calls. */
export async function setAvailability(
  { id }: TestTenant,
  { db, userId }: Member,
  state: "available" | "away" | "busy",
): Promise<void> {
  const row = { tenant_id: id, user_id: userId, state };
  const { error } = await db.from("availability").insert(row);
  const again = error && (await db.from("availability").update({ state }).eq("user_id", userId));
  if (again?.error) throw new Error(again.error.message);
}
