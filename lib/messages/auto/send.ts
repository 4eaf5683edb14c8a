import "server-only";
import { derivedId } from "@/lib/core/derived-id";
import { placeOf } from "@/lib/core/destination";
import { callMachine } from "@/lib/db/machine/connection";
import { deliver } from "@/lib/messages/deliver";
import { ToSend } from "@/lib/messages/machine";
import type { ruleKinds } from "@/lib/messages/rule-kinds";
import { countSegments } from "@/lib/messages/segments";

export type Automatic = {
  automatic: (typeof ruleKinds)[number] | "booking" | "booking_reminder";
  /** What it is about: of the same it is sent once, however often it is asked for. */
  about: string;
  /** E.164. */
  to: string;
  /** The company's number that it comes from. */
  phone_number_id: string;
  body: string;
};

/** Texts somebody for the company, once, unless it may not be sent (machine.begin_automatic). */
export async function sendAutomatic(
  tenantId: string,
  { about, ...message }: Automatic,
  now: Date,
): Promise<Record<string, number>> {
  const request = {
    ...message,
    message_id: derivedId(`${message.automatic} of ${about}`),
    ...{ to_place: placeOf(message.to), media: [] },
    segments: Math.max(1, countSegments(message.body).segments),
    now: now.toISOString(),
  };
  const begun = ToSend.nullable().parse(
    await callMachine(
      (sql) => sql`select machine.begin_automatic(${tenantId}, ${sql.json(request)}) as result`,
    ),
  );
  if (!begun) return {};
  await deliver(begun);
  return { replied: 1 };
}
