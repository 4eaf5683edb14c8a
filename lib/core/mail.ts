import "server-only";
import { createTransport } from "nodemailer";
import { env } from "@/lib/core/env";
import { cleanLine, cleanParagraphs } from "@/lib/core/text";

/** `off`: no SMTP_URL. `failed`: it is in the log, and whoever asked should be told. */
export type Mailed = "sent" | "off" | "failed";

/** Someone waits for the page that says whether it went out. */
const timeoutMs = 5_000;

/**
 * Sends a mail in plain text. Never throws: a mail is a courtesy, what it says is also on the
 * screen.
 */
export async function sendMail(mail: {
  to: string;
  subject: string;
  text: string;
}): Promise<Mailed> {
  const url = env().SMTP_URL;
  if (!url) return "off";
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
      from: { name: "Ringbook", address: sender(url) },
      // As an object, so that a comma in it is no second recipient.
      to: { name: "", address: mail.to },
      subject: cleanLine(mail.subject),
      text: cleanParagraphs(mail.text),
    });
    return "sent";
  } catch (error) {
    console.error("A mail was not sent", error);
    return "failed";
  } finally {
    transport.close();
  }
}

/**
 * The mailbox that signs in to the mail server, where it is an address; else one at the app's own
 * host.
 */
function sender(smtpUrl: string): string {
  const user = decodeURIComponent(new URL(smtpUrl).username);
  return user.includes("@") ? user : `ringbook@${new URL(env().NEXT_PUBLIC_APP_URL).hostname}`;
}
