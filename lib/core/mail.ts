import "server-only";
import { createTransport } from "nodemailer";
import { env } from "@/lib/core/env";
import { cleanLine, cleanParagraphs } from "@/lib/core/text";

/**
 * `off`: no SMTP_URL. `failed`: it is in the log, and the person who asked for it must see that.
 */
export type Mailed = "sent" | "off" | "failed";

/** Someone waits for the page that says whether it went out. */
const timeoutMs = 5_000;

/**
 * Plain text; `html` says the same with markup, made safe by whoever writes it. `from` is who
 * writes, if not Ringbook; `event` an invitation of a calendar (RFC 5546).
 */
type Mail = {
  to: string;
  subject: string;
  text: string;
  html?: string;
  from?: string;
  event?: { method: "REQUEST" | "CANCEL"; content: string };
};

/** Sends a mail. Never throws: a mail is a courtesy, what it says is also on the screen. */
export async function sendMail(mail: Mail): Promise<Mailed> {
  return (await deliverMail(mail)).mailed;
}

/**
 * As `sendMail`; `neverGiven` when the mail server certainly has not got it, so that it may be sent
 * again.
 */
export async function deliverMail(mail: Mail): Promise<{ mailed: Mailed; neverGiven: boolean }> {
  const url = env().SMTP_URL;
  if (!url) return { mailed: "off", neverGiven: true };
  const transport = createTransport({
    url,
    connectionTimeout: timeoutMs,
    greetingTimeout: timeoutMs,
    socketTimeout: timeoutMs,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  try {
    await transport.sendMail({
      from: { name: cleanLine(mail.from ?? "") || "Ringbook", address: sender(url) },
      // As an object, so that a comma in it is no second recipient.
      to: { name: "", address: mail.to },
      subject: cleanLine(mail.subject),
      text: cleanParagraphs(mail.text),
      html: mail.html,
      ...(mail.event && { icalEvent: { ...mail.event, filename: "invite.ics" } }),
    });
    return { mailed: "sent", neverGiven: false };
  } catch (error) {
    console.error("A mail was not sent", error);
    return { mailed: "failed", neverGiven: failedBefore(error) };
  } finally {
    transport.close();
  }
}

/**
 * Whether it failed before the mail was given: on the way to the server or at its sign-in.
 * https://nodemailer.com/errors
 */
function failedBefore(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const connecting = "command" in error && error.command === "CONN";
  return connecting || ("code" in error && error.code === "EAUTH");
}

/** The address that mails come from. */
export function senderAddress(): string {
  return sender(env().SMTP_URL ?? "smtp://localhost");
}

/**
 * The mailbox that signs in to the mail server, where it is an address; else one at the app's own
 * host.
 */
function sender(smtpUrl: string): string {
  const user = decodeURIComponent(new URL(smtpUrl).username);
  return user.includes("@") ? user : `ringbook@${new URL(env().NEXT_PUBLIC_APP_URL).hostname}`;
}
