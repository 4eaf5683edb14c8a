import { createServer, type Server } from "node:http";
import PostalMime, { type Address } from "postal-mime";
import { SMTPServer } from "smtp-server";
import { mailIcon, mailPage } from "@/local/mail/page";
import { listen } from "@/local/processes/listen";

export type CaughtMail = {
  id: number;
  from: string;
  to: string[];
  subject: string;
  text: string;
  html: string;
  receivedAt: string;
};

export type MailCatcher = { url: string; smtpUrl: string; close(): Promise<void> };

function addressOf({ name, address }: Address): string {
  return name ? `${name} <${address ?? ""}>` : (address ?? "");
}

async function parse(raw: Buffer, recipients: string[], id: number): Promise<CaughtMail> {
  const mail = await PostalMime.parse(raw);
  return {
    id,
    from: mail.from ? addressOf(mail.from) : "",
    to: recipients,
    subject: mail.subject ?? "(no subject)",
    text: mail.text ?? "",
    html: mail.html ?? "",
    receivedAt: new Date().toISOString(),
  };
}

function receiveMail(keep: (mail: CaughtMail) => void): SMTPServer {
  let count = 0;
  return new SMTPServer({
    authOptional: true,
    disabledCommands: ["STARTTLS"],
    disableReverseLookup: true,
    onAuth: (_auth, _session, done) => done(null, { user: "anyone" }),
    onData(stream, session, done) {
      const chunks: Buffer[] = [];
      stream.on("data", (chunk: Buffer) => chunks.push(chunk));
      stream.on("end", () => {
        const recipients = session.envelope.rcptTo.map(({ address }) => address);
        count += 1;
        parse(Buffer.concat(chunks), recipients, count).then((mail) => {
          keep(mail);
          done();
        }, done);
      });
    },
  });
}

/** Of two attributes of the same name the first counts, so a link's own target does not. */
function inNewTabs(html: string): string {
  return html.replaceAll(/<a(?=\s)/gi, '<a target="_blank" rel="noopener"');
}

function serveMail(mails: CaughtMail[]): Server {
  return createServer((request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? "/", "http://mail");
    const send = (type: string, body: string) => {
      response.writeHead(200, { "content-type": type, "cache-control": "no-store" });
      response.end(body);
    };
    if (pathname === "/api/messages") {
      const to = searchParams.get("to");
      const chosen = to ? mails.filter((mail) => mail.to.includes(to)) : mails;
      return send("application/json", JSON.stringify(chosen.toReversed()));
    }
    const body = pathname.match(/^\/messages\/(\d+)$/)?.[1];
    const mail = mails.find(({ id }) => String(id) === body);
    if (mail) {
      // A mail's own markup may show pictures and links, never run scripts.
      response.setHeader(
        "content-security-policy",
        "script-src 'none'; sandbox allow-popups allow-popups-to-escape-sandbox",
      );
      return send("text/html; charset=utf-8", inNewTabs(mail.html));
    }
    if (pathname === "/favicon.ico") return send("image/svg+xml", mailIcon);
    if (pathname === "/") return send("text/html; charset=utf-8", mailPage);
    response.writeHead(404).end();
  });
}

/**
 * Takes every mail sent to its SMTP port and shows it on a page; `/api/messages` is the same as
 * JSON, newest first, `?to=` for one recipient. Mails are kept while it runs.
 */
export async function startMailCatcher(ports: {
  page: number;
  smtp: number;
}): Promise<MailCatcher> {
  const mails: CaughtMail[] = [];
  const smtp = receiveMail((mail) => {
    mails.push(mail);
    if (mails.length > 500) mails.shift();
  });
  smtp.on("error", () => {});
  const pages = serveMail(mails);
  const smtpPort = await listen(smtp.server, ports.smtp);
  const pagePort = await listen(pages, ports.page);
  return {
    url: `http://localhost:${pagePort}`,
    smtpUrl: `smtp://127.0.0.1:${smtpPort}`,
    async close() {
      pages.closeAllConnections();
      await new Promise((resolve) => pages.close(resolve));
      await new Promise<void>((resolve) => smtp.close(() => resolve()));
    },
  };
}
