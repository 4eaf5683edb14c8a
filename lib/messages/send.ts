import "server-only";
import { createHash, randomUUID } from "node:crypto";
import { setTimeout as wait } from "node:timers/promises";
import type { Member } from "@/lib/auth/member";
import { placeOf } from "@/lib/core/destination";
import { AppError } from "@/lib/core/errors";
import { toE164 } from "@/lib/core/phone";
import { addresseeOf } from "@/lib/messages/addressee";
import { deliver } from "@/lib/messages/deliver";
import { beginMessage, type MessageAnswer, readAnswer } from "@/lib/messages/machine";
import { quietUntil } from "@/lib/messages/quiet";
import { messageRefused } from "@/lib/messages/refusals";
import type { SendMessage } from "@/lib/messages/schema";
import { countSegments } from "@/lib/messages/segments";
import { readQuietHours, readZone } from "@/lib/messages/store";
import { factsOf, fillTemplate, missingWords } from "@/lib/messages/template";
import { failureSentence } from "@/lib/messages/words/failure";
import { withWhomToAsk } from "@/lib/team/whom-to-ask";

/** How far ahead a message may be scheduled. */
const maxAheadMs = 90 * 86_400_000;

/**
 * Sends a message, or writes it down for later. Its row is written first; Twilio is asked once. A
 * `key` sends one message, however often it comes. Throws AppError before anything is sent: 400
 * naming the field, 403, 404, 409, 422, 429; 502 when Twilio refuses.
 */
export async function sendMessage(
  member: Member,
  input: SendMessage,
  key?: string,
): Promise<MessageAnswer> {
  const { tenant, user_id } = member;
  const to = toE164(input.to, tenant.country_code);
  if (!to) {
    const message = `${input.to} isn't a valid phone number.`;
    throw new AppError("bad_request", "invalid_number", message, { details: { field: "to" } });
  }
  const now = new Date();
  const { sendAt, contactId, from, mediaIds } = input;
  const body = await fillIn(member, input);
  if (sendAt) requireSoon(sendAt, now);
  const to_place = placeOf(to);
  const quiet = await quietEnd(member, { to, contactId, at: sendAt ?? now });
  const begun = await beginMessage(tenant.id, user_id, {
    ...{ message_id: randomUUID(), to, to_place, body, media: mediaIds },
    segments: Math.max(1, countSegments(body).segments),
    ...(contactId && { contact_id: contactId }),
    ...(from && { from: toE164(from, tenant.country_code) ?? from }),
    ...(sendAt && { send_at: sendAt.toISOString() }),
    ...(quiet && { quiet_until: quiet.until.toISOString() }),
    ...(key !== undefined && { key: { value: key, fingerprint: fingerprint(input) } }),
    now: now.toISOString(),
  });
  if ("refused" in begun) {
    const refused = messageRefused(begun, to_place, quiet ? ` ${quiet.hint}` : "");
    throw await withWhomToAsk(member, refused);
  }
  if ("repeated" in begun) return answerOf(member, await settled(tenant.id, begun.repeated));
  if ("to" in begun) await deliver(begun);
  return answerOf(member, await readAnswer(tenant.id, begun.message_id));
}

/** The text with its variables filled in. Throws 422 when one has nothing to say. */
export async function fillIn(
  member: Member,
  { body, contactId }: { body: string; contactId?: string | undefined },
): Promise<string> {
  if (!body.includes("{")) return body;
  const { db, tenant, name } = member;
  const contact = contactId ? await addresseeOf(db, tenant.id, contactId) : null;
  const filled = fillTemplate(body, factsOf(contact, { name, company: tenant.name }));
  if ("text" in filled) return filled.text;
  const message = missingWords(filled.missing);
  throw new AppError("unprocessable", "missing_variable", message, { details: { field: "body" } });
}

function requireSoon(sendAt: Date, now: Date): void {
  const ahead = sendAt.getTime() - now.getTime();
  if (ahead > 0 && ahead <= maxAheadMs) return;
  const message = ahead > 0 ? "That's more than 90 days away." : "That time has passed.";
  throw new AppError("bad_request", "invalid_time", message, { details: { field: "sendAt" } });
}

/** When the recipient's quiet hours end, if the message would fall into them. */
async function quietEnd(
  { db, tenant }: Member,
  { to, contactId, at }: { to: string; contactId: string | undefined; at: Date },
) {
  const quiet = await readQuietHours(db, tenant.id);
  const zone = quiet && (await readZone(db, tenant.id, { number: to, contactId }));
  const until = quietUntil(quiet, zone, at);
  if (!until || !quiet || !zone) return null;
  const clock = new Intl.DateTimeFormat("en-US", { timeStyle: "short", timeZone: zone }).format(at);
  return { until, hint: `It's ${clock} there: schedule it for ${quiet.until.slice(0, 5)}.` };
}

function fingerprint({ to, body, mediaIds, contactId, from, sendAt }: SendMessage): string {
  const request = [to, body, mediaIds, contactId ?? null, from ?? null, sendAt ?? null];
  return createHash("sha256").update(JSON.stringify(request)).digest("hex");
}

/** Longer than Twilio is waited for (lib/twilio/client.ts), shorter than a person waits. */
const timeoutMs = 12_000;

/** A message that another request with the same key sends, once Twilio has answered that one. */
async function settled(tenantId: string, id: string): Promise<MessageAnswer | null> {
  const giveUp = Date.now() + timeoutMs;
  let answer = await readAnswer(tenantId, id);
  for (let pause = 50; answer?.status === "asking" && Date.now() < giveUp; pause *= 1.5) {
    await wait(Math.min(pause, 500));
    answer = await readAnswer(tenantId, id);
  }
  return answer;
}

/** Throws what Twilio refused. One that failed later was taken all the same. */
function answerOf(member: Member, answer: MessageAnswer | null): MessageAnswer {
  if (!answer) throw new AppError("not_found", "message_not_found", "This message doesn't exist.");
  if (answer.status !== "failed" || answer.message_sid) return answer;
  const { error_code: twilioCode, message_id: messageId } = answer;
  const code = twilioCode === null ? "not_sent" : "twilio_refused";
  const details = { messageId, ...(twilioCode !== null && { twilioCode }) };
  throw new AppError("upstream", code, failureSentence(answer, member), { details });
}
