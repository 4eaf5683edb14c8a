import "server-only";
import { type Notice, readNotice } from "@/lib/booking/machine";
import { calendarFile } from "@/lib/booking/notify/calendar-file";
import {
  kindOf,
  type NoticeKind,
  noticeSentence,
  noticeSubject,
  noticeText,
} from "@/lib/booking/notify/words";
import { AppError } from "@/lib/core/errors";
import { type Again, again, type Counts } from "@/lib/core/job";
import { deliverMail, senderAddress } from "@/lib/core/mail";
import { guessZone } from "@/lib/core/phone-zone";
import { sendAutomatic } from "@/lib/messages/auto/send";
import { quietUntil } from "@/lib/messages/quiet";

/** A booking as it was when the job was added; once it has been changed, nothing is said of it. */
export type About = { tenant_id: string; id: string; sequence: number };

/** Texts the customer what became of a booking: they have just asked for it, at whatever hour. */
export async function textCustomer({ tenant_id, id, sequence }: About, now: Date): Promise<Counts> {
  const notice = await readNotice(tenant_id, id, sequence);
  return notice ? await text(tenant_id, notice, kindOf(notice), now) : {};
}

/** Reminds the customer, outside of their quiet hours; not of what has begun or was cancelled. */
export async function remindCustomer(
  { tenant_id, id, sequence }: About,
  now: Date,
): Promise<Counts | Again> {
  const notice = await readNotice(tenant_id, id, sequence);
  if (notice?.status !== "confirmed") return {};
  const begins = new Date(notice.starts_at);
  const zone = notice.contact_zone ?? (notice.number ? guessZone(notice.number) : null);
  const until = quietUntil(notice.quiet, zone, now);
  if (begins <= now || (until && until >= begins)) return {};
  return until ? again({}, until) : text(tenant_id, notice, "reminder", now);
}

async function text(
  tenantId: string,
  notice: Notice,
  kind: NoticeKind,
  now: Date,
): Promise<Counts> {
  const { number: to, phone_number_id, booking_id, sequence } = notice;
  if (!to || !phone_number_id) return {};
  return sendAutomatic(
    tenantId,
    {
      automatic: kind === "reminder" ? "booking_reminder" : "booking",
      about: `booking ${booking_id} ${sequence}`,
      ...{ to, phone_number_id, body: noticeText(kind, notice) },
    },
    now,
  );
}

/** Mails the customer what became of a booking, as an invitation that their calendar takes in. */
export async function mailCustomer({ tenant_id, id, sequence }: About): Promise<Counts> {
  const notice = await readNotice(tenant_id, id, sequence);
  if (!notice?.email) return {};
  const { email: to, company } = notice;
  const kind = kindOf(notice);
  const event = calendarFile({ ...notice, email: to }, senderAddress());
  const { mailed, neverGiven } = await deliverMail({
    ...{ to, from: company, subject: noticeSubject(kind, notice), event },
    text: `${noticeSentence(kind, notice)}\n\n${company}`,
  });
  if (mailed === "failed" && neverGiven) {
    throw new AppError("upstream", "not_mailed", "The mail server can't be reached.");
  }
  return mailed === "sent" ? { mailed: 1 } : {};
}
