import { stack } from "./stack";

type Sent = {
  cookie?: string;
  headers?: Record<string, string>;
  app?: string;
  /** Text that only the wanted form of the page has. */
  having?: string;
};

/** As whom a form is sent that was opened before, from which form, and with what other headers. */
type Resent = { as?: { cookie: string }; from?: string; also?: Record<string, string> };

/** Sends a page's form as a browser without script does: what it was drawn with, and `fields`. */
export async function sendForm(
  path: string,
  fields: Record<string, string>,
  sent: Sent = {},
): Promise<Response> {
  return (await openForm(path, sent)).send(fields);
}

/**
 * Reads a page with a form, which is sent later: what it was drawn with, and `fields` (an array
 * repeats its name).
 */
export async function openForm(
  path: string,
  { cookie, headers = {}, app = stack.urls.app, having = "" }: Sent = {},
) {
  const session = cookie ? { cookie } : undefined;
  const page = await (await fetch(`${app}${path}`, { headers: session })).text();
  const form = formIn(page, having);
  return {
    send: (
      fields: Record<string, string | string[]>,
      { as = session, from = form, also = {} }: Resent = {},
    ) =>
      fetch(`${app}${path}`, {
        method: "POST",
        headers: { origin: app, ...as, ...headers, ...also },
        body: bodyOf(from, fields),
        redirect: "manual",
      }),
  };
}

/** The form of a page (HTML) that has this text. */
export function formIn(page: string, having: string): string {
  const forms = page.match(/<form[\s\S]*?<\/form>/g) ?? [];
  const form = forms.find((one) => one.includes("$ACTION") && one.includes(having));
  if (!form) throw new Error(`The page has no such form:\n${page}`);
  return form;
}

function bodyOf(form: string, fields: Record<string, string | string[]>): FormData {
  const body = new FormData();
  for (const [tag] of form.matchAll(/<input[^>]*type="hidden"[^>]*>/g)) {
    const name = /name="([^"]*)"/.exec(tag)?.[1] ?? "";
    body.set(unescaped(name), unescaped(/value="([^"]*)"/.exec(tag)?.[1] ?? ""));
  }
  for (const [name, value] of Object.entries(fields)) {
    body.delete(name);
    for (const one of [value].flat()) body.append(name, one);
  }
  return body;
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
  const text = html
    .replace(/<script[\s\S]*?<\/script>/g, " ")
    .replace(/<[^>]+>/g, " ")
    .replace(/\s+/g, " ");
  return unescaped(text);
}
