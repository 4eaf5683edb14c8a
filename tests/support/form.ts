import { stack } from "./stack";

type Sent = {
  cookie?: string;
  headers?: Record<string, string>;
  app?: string;
  /** Text that only the wanted form of the page has. */
  having?: string;
};

/** Sends a page's form as a browser without script does: what it was drawn with, and `fields`. */
export async function sendForm(
  path: string,
  fields: Record<string, string>,
  { cookie, headers = {}, app = stack.urls.app, having = "" }: Sent = {},
): Promise<Response> {
  const session = cookie ? { cookie } : undefined;
  const page = await (await fetch(`${app}${path}`, { headers: session })).text();
  const forms = page.match(/<form[\s\S]*?<\/form>/g) ?? [];
  const form = forms.find((one) => one.includes("$ACTION") && one.includes(having));
  if (!form) throw new Error(`${path} has no such form:\n${page}`);
  const body = new FormData();
  for (const [tag] of form.matchAll(/<input[^>]*type="hidden"[^>]*>/g)) {
    const name = /name="([^"]*)"/.exec(tag)?.[1] ?? "";
    body.set(unescaped(name), unescaped(/value="([^"]*)"/.exec(tag)?.[1] ?? ""));
  }
  for (const [name, value] of Object.entries(fields)) body.set(name, value);
  return fetch(`${app}${path}`, {
    method: "POST",
    headers: { origin: app, ...session, ...headers },
    body,
    redirect: "manual",
  });
}

function unescaped(html: string): string {
  return html
    .replaceAll("&quot;", '"')
    .replaceAll("&#x27;", "'")
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&amp;", "&");
}

/** The sentences of a page, without its script. */
export async function words(response: Response): Promise<string> {
  const html = await response.text();
  return html
    .replace(/<script[\s\S]*?<\/script>/g, " ")
    .replace(/<[^>]+>/g, " ")
    .replace(/\s+/g, " ");
}
