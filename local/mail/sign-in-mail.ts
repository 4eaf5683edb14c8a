import { type EmailDriver, SmtpEmailDriver } from "@supabase/lite";

const entities: Record<string, string> = { amp: "&", lt: "<", gt: ">", quot: '"' };

/** A mail's text without its markup, each link written out behind its words. */
export function plainText(html: string): string {
  return html
    .replaceAll(/<a\b[^>]*href="([^"]*)"[^>]*>(.*?)<\/a>/gs, "$2: $1")
    .replaceAll(/<\/(p|h\d|div|li)>/g, "\n\n")
    .replaceAll(/<[^>]+>/g, "")
    .replaceAll(/&(\w+);/g, (whole, name: string) => entities[name] ?? whole)
    .replaceAll(/\n{3,}/g, "\n\n")
    .trim();
}

/**
 * Sends sign-in's mails to the catcher. Their text part is made from the template too: the
 * library's own points to a path that only a hosted project serves.
 */
export function signInMailer(smtpPort: number): EmailDriver {
  const smtp = new SmtpEmailDriver({
    host: "127.0.0.1",
    port: smtpPort,
    // As the app's own mails come from.
    from: { name: "Ringbook", address: "ringbook@localhost" },
    requireTls: false,
  });
  return {
    send: (mail) => smtp.send({ ...mail, text: mail.html ? plainText(mail.html) : mail.text }),
  };
}
