import { DOMParser, type Element, onErrorStopParsing } from "@xmldom/xmldom";
import type { Account } from "@/local/carrier/engine/account";
import type { SmsSettings } from "@/local/carrier/engine/messages/settings";
import type { Method } from "@/local/carrier/model";
import { resolveUrl } from "@/local/carrier/twiml/attributes";
import { childElements } from "@/local/carrier/twiml/element";
import type { Answer, Params } from "@/local/carrier/webhook/attempt";
import { deliver } from "@/local/carrier/webhook/deliver";

export type Reply = {
  body: string;
  mediaUrls: string[];
  to: string | null;
  from: string | null;
  statusCallback: { url: string; method: Method } | null;
};

type Request = SmsSettings & { params: Params; messageSid: string };
type Failure = { code: number; message: string };

const MOST_REDIRECTS = 10;

/** Asks a message's webhook, or its fallback after a failure, what is to be replied. */
export async function loadReplies(account: Account, request: Request): Promise<Reply[]> {
  const read = await load(account, request);
  if (Array.isArray(read)) return read;
  const message = `${read.message} (${request.url})`;
  account.log({ kind: "warning", callSid: null, code: read.code, message });
  if (!request.fallback) return [];
  const params: Params = [
    ...request.params,
    ["ErrorCode", String(read.code)],
    ["ErrorUrl", request.url],
  ];
  return await loadReplies(account, { ...request, ...request.fallback, fallback: null, params });
}

async function load(
  account: Account,
  { url, method, params, messageSid }: Request,
  redirects = 0,
): Promise<Reply[] | Failure> {
  if (redirects > MOST_REDIRECTS) return { code: 11215, message: "Too many redirects" };
  const answer = await deliver(account, {
    kind: "message",
    url,
    method,
    params,
    callSid: null,
    subject: messageSid,
    event: "received",
  });
  const verbs = parse(answer);
  if (!Array.isArray(verbs)) return verbs;
  const replies: Reply[] = [];
  for (const verb of verbs) {
    if (verb.tagName === "Message" || verb.tagName === "Sms") replies.push(readMessage(verb, url));
    else if (verb.tagName === "Redirect") {
      const next = resolveUrl(verb.textContent?.trim() ?? "", url);
      const to = { url: next, method: methodOf(verb, "method"), fallback: null };
      const rest = await load(account, { ...to, params, messageSid }, redirects + 1);
      return Array.isArray(rest) ? [...replies, ...rest] : rest;
    } else {
      const message = `<${verb.tagName}> is not allowed in a message's Response`;
      account.log({ kind: "warning", callSid: null, code: 12200, message });
    }
  }
  return replies;
}

function parse(answer: Answer): Element[] | Failure {
  if (answer.kind !== "answered") {
    return { code: answer.kind === "ct" ? 11205 : 11200, message: answer.message };
  }
  if (answer.status < 200 || answer.status >= 300) {
    return { code: 11200, message: `The answer was ${answer.status}` };
  }
  const type = answer.contentType.split(";", 1)[0]?.trim().toLowerCase() ?? "";
  if (answer.body.trim() === "") return [];
  if (type === "text/plain")
    return parseXml(`<Response><Message>${escaped(answer.body)}</Message></Response>`);
  if (!["text/xml", "application/xml", "text/html"].includes(type)) {
    return { code: 12300, message: `Content-Type "${answer.contentType}" is not TwiML` };
  }
  return parseXml(answer.body);
}

function parseXml(xml: string): Element[] | Failure {
  try {
    const parser = new DOMParser({ onError: onErrorStopParsing });
    const root = parser.parseFromString(xml, "text/xml").documentElement;
    if (root?.tagName === "Response") return childElements(root);
    return { code: 12100, message: "The root element is not Response" };
  } catch (error) {
    const message = error instanceof Error ? error.message : "Not well-formed";
    return { code: 12100, message: message.split("\n", 1)[0] ?? message };
  }
}

/** Its text is in a Body, or bare; its pictures are in Media, each an address. */
function readMessage(element: Element, base: string): Reply {
  const children = childElements(element);
  const named = (name: string) => children.filter(({ tagName }) => tagName === name);
  const bodies = named("Body").map((body) => body.textContent ?? "");
  const callback = element.getAttribute("statusCallback") || element.getAttribute("action");
  return {
    body: bodies.length > 0 || children.length > 0 ? bodies.join("") : (element.textContent ?? ""),
    mediaUrls: named("Media").map((media) => resolveUrl(media.textContent?.trim() ?? "", base)),
    to: element.getAttribute("to") || null,
    from: element.getAttribute("from") || null,
    statusCallback: callback
      ? { url: resolveUrl(callback, base), method: methodOf(element, "method") }
      : null,
  };
}

function methodOf(element: Element, name: string): Method {
  return element.getAttribute(name)?.toUpperCase() === "GET" ? "GET" : "POST";
}

function escaped(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
}
