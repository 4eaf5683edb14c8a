import { createTransport } from "nodemailer";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type CaughtMail, type MailCatcher, startMailCatcher } from "@/local/mail/catcher";
import { plainText } from "@/local/mail/sign-in-mail";

let catcher: MailCatcher;

beforeAll(async () => {
  catcher = await startMailCatcher({ page: 0, smtp: 0 });
});
afterAll(() => catcher.close());

async function send(to: string, subject: string, html: string): Promise<void> {
  const transport = createTransport(catcher.smtpUrl);
  await transport.sendMail({
    from: "Ringbook <a@ringbook.test>",
    to,
    subject,
    html,
    text: "plain",
  });
  transport.close();
}

async function mailsTo(to: string): Promise<CaughtMail[]> {
  const answer = await fetch(`${catcher.url}/api/messages?to=${encodeURIComponent(to)}`);
  return answer.json();
}

test("a mail that was sent is there once the sender hears that it was taken", async () => {
  await send("zoe@acme.test", "Grüße, Zoë", "<p>Hello <a href='http://x.test/'>there</a></p>");
  expect(await mailsTo("zoe@acme.test")).toMatchObject([
    {
      from: "Ringbook <a@ringbook.test>",
      to: ["zoe@acme.test"],
      subject: "Grüße, Zoë",
      text: "plain\n",
    },
  ]);
});

test("the newest mail of one recipient comes first, others' stay out", async () => {
  await send("first@acme.test", "one", "<p>1</p>");
  await send("first@acme.test", "two", "<p>2</p>");
  await send("second@acme.test", "three", "<p>3</p>");
  expect((await mailsTo("first@acme.test")).map(({ subject }) => subject)).toEqual(["two", "one"]);
});

test("a mail's own page runs no scripts", async () => {
  await send("script@acme.test", "bad", "<script>alert(1)</script><p>Hi</p>");
  const [mail] = await mailsTo("script@acme.test");
  const page = await fetch(`${catcher.url}/messages/${mail?.id}`);
  expect(page.headers.get("content-security-policy")).toContain("script-src 'none'");
});

test("a mail's links open in a tab of their own, free of the mail's limits", async () => {
  const html = `<p><a href="http://x.test/" target="_top">Go</a> <abbr>x</abbr></p>`;
  await send("links@acme.test", "links", html);
  const [mail] = await mailsTo("links@acme.test");
  const page = await fetch(`${catcher.url}/messages/${mail?.id}`);
  const markup = await page.text();
  // A parser takes the first of two targets.
  expect(markup).toMatch(/<a target="_blank" rel="noopener" href="http:..x.test."/);
  expect(markup).toContain("<abbr>");
  expect(page.headers.get("content-security-policy")).toContain("popups-to-escape-sandbox");
});

test("the page has an icon where browsers look for one", async () => {
  const icon = await fetch(`${catcher.url}/favicon.ico`);
  expect(icon.headers.get("content-type")).toBe("image/svg+xml");
});

test("the list is a page for people", async () => {
  const page = await fetch(catcher.url);
  expect(page.headers.get("content-type")).toContain("text/html");
  expect((await fetch(`${catcher.url}/nothing`)).status).toBe(404);
});

test("a sign-in mail's text has the link that its markup has", () => {
  const html =
    '<h2>Choose</h2><p>For a &amp; b</p><p><a href="http://x.test/?a=1&amp;b=2">Go</a></p>';
  expect(plainText(html)).toBe("Choose\n\nFor a & b\n\nGo: http://x.test/?a=1&b=2");
});
