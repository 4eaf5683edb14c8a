import "server-only";
import { createTransport } from "nodemailer";
import { env } from "@/lib/env";

/** `off`: no SMTP_URL. `failed`: it is in the log, and whoever asked should be told. */
export type Mailed = "sent" | "off" | "failed";

/** Sends a mail in plain text. Never throws: a mail is a courtesy, what it says is also on the screen. */
export async function sendMail(mail: {
  to: string;
  subject: string;
  text: string;
}): Promise<Mailed> {
  const url = env().SMTP_URL;
  if (!url) return "off";
  const transport = createTransport(url, { from: sender() });
  try {
    await transport.sendMail({ ...mail, disableFileAccess: true, disableUrlAccess: true });
    return "sent";
  } catch (error) {
    console.error("Mail was not sent", error);
    return "failed";
  } finally {
    transport.close();
  }
}

function sender(): string {
  const { hostname } = new URL(env().NEXT_PUBLIC_APP_URL);
  return `Ringbook <ringbook@${hostname}>`;
}
