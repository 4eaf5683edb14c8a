import "server-only";
import { env } from "@/lib/core/env";
import type { Turn } from "@/lib/core/job";
import { deliverMail } from "@/lib/core/mail";
import { type DailyMail, dailyMail } from "@/lib/notifications/daily-mail";
import { claimDailyMails, returnDailyMail } from "@/lib/notifications/machine";

const atOnce = 10;

/**
 * Sends the daily mails whose time has come. Nobody gets two on a day: a mail is sent again only
 * when the mail server was certainly never given it.
 */
export async function sendDailyMails(now: Date, turn: Turn): Promise<{ daily_mails: number }> {
  if (!env().SMTP_URL) return { daily_mails: 0 };
  let daily_mails = 0;
  while (!turn.over) {
    const claimed = await claimDailyMails(now, atOnce);
    const sent = await Promise.all(claimed.map((mail) => send(mail, now)));
    daily_mails += sent.filter((each) => each === "sent").length;
    // Those that were given back wait for the next run.
    if (claimed.length < atOnce || sent.includes("unreachable")) break;
  }
  return { daily_mails };
}

async function send(
  mail: DailyMail,
  now: Date,
): Promise<"sent" | "empty" | "lost" | "unreachable"> {
  const written = dailyMail(mail, now, env().NEXT_PUBLIC_APP_URL);
  if (!written) return "empty";
  const { mailed, neverGiven } = await deliverMail({ to: mail.email, ...written });
  if (mailed === "sent") return "sent";
  if (!neverGiven) return "lost";
  await returnDailyMail(mail);
  return "unreachable";
}
