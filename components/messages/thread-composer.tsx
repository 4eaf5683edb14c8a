import { randomUUID } from "node:crypto";
import { Composer } from "@/components/messages/composer";
import type { Member } from "@/lib/auth/member";
import { guessZone } from "@/lib/core/phone-zone";
import { clockOf } from "@/lib/core/time";
import { hasStorage } from "@/lib/files/storage";
import { nextClock, nightTime, quietUntil } from "@/lib/messages/quiet";
import { readQuietHours } from "@/lib/messages/store";
import { factsOf, fillTemplate, missingWords } from "@/lib/messages/template";
import { listTemplates } from "@/lib/messages/templates";

/** The composer of a conversation, with what it knows of the other party. */
export async function ThreadComposer({
  to,
  contact,
  numbers,
  from,
  perSegment,
  member,
}: {
  /** E.164. */
  to: string;
  contact: { id: string; name: string; company: string; time_zone: string | null } | null;
  /** The company's numbers to choose from; none where the conversation has one. */
  numbers?: { id: string; label: string }[];
  /** The id of the company's number that it is sent from. */
  from?: string;
  perSegment?: { price: number; unit: string };
  member: Member;
}) {
  const { db, tenant, name } = member;
  const now = new Date();
  const [templates, quiet] = await Promise.all([
    listTemplates(db, tenant.id),
    readQuietHours(db, tenant.id),
  ]);
  const facts = factsOf(contact, { name, company: tenant.name });
  const zone = contact?.time_zone ?? guessZone(to);
  const until = quietUntil(quiet, zone, now);
  const morning = until ?? nextClock(zone ?? tenant.time_zone, quiet?.until ?? "08:00", now);
  return (
    <Composer
      firstKey={randomUUID()}
      to={to}
      contactId={contact?.id}
      numbers={numbers}
      from={from}
      templates={templates.map(({ id, name, body }) => {
        const filled = fillTemplate(body, facts);
        return "text" in filled
          ? { id, name, text: filled.text }
          : { id, name, problem: missingWords(filled.missing) };
      })}
      later={{
        zone: zone ?? tenant.time_zone,
        isTheirs: zone !== null,
        clock: clockOf(morning, zone ?? tenant.time_zone),
        isQuiet: until !== null,
        night: nightTime(quiet, zone, now),
      }}
      perSegment={perSegment}
      canAttach={hasStorage()}
    />
  );
}
