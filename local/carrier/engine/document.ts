import { DOMParser, onErrorStopParsing } from "@xmldom/xmldom";
import type { Flow } from "@/local/carrier/engine/flow";
import { standardParams } from "@/local/carrier/engine/status-callback";
import type { Method } from "@/local/carrier/model";
import { childElements } from "@/local/carrier/twiml/element";
import type { Document, Source } from "@/local/carrier/twiml/source";
import type { Answer } from "@/local/carrier/webhook/attempt";
import { deliver } from "@/local/carrier/webhook/deliver";

type Failure = { code: number; message: string; url: string };

/** Fetches and parses TwiML; after a failure the fallback's, else the caller hears an apology. */
export async function loadDocument(flow: Flow, source: Source): Promise<Document | null> {
  const loaded = await load(flow, source);
  flow.throwIfStopped();
  if (!("code" in loaded)) return loaded;
  flow.call.warn(loaded.code, `${loaded.message} (${loaded.url})`);
  if (flow.fallback && !("isFallback" in source && source.isFallback)) {
    return await loadDocument(flow, {
      ...flow.fallback,
      isFallback: true,
      params: [
        ["ErrorCode", String(loaded.code)],
        ["ErrorUrl", loaded.url],
      ],
    });
  }
  // In a queue or a conference, it is the wait that ends.
  if (flow.scope === "wait") return null;
  flow.call.answer();
  flow.call.speak("error", "We are sorry. An application error has occurred. Goodbye.");
  await flow.sleep(4000);
  return null;
}

async function load(flow: Flow, source: Source): Promise<Document | Failure> {
  if ("twiml" in source) return parse(source.twiml, source.url, "POST");
  const answer = await deliver(flow.call.account, {
    kind: "twiml",
    url: source.url,
    method: source.method,
    params: [...standardParams(flow.call), ...source.params],
    callSid: flow.call.sid,
    event: flow.call.data.status,
  });
  return read(answer, source);
}

function read(answer: Answer, source: { url: string; method: Method }): Document | Failure {
  const { url } = answer;
  if (answer.kind !== "answered") {
    return { code: answer.kind === "ct" ? 11205 : 11200, message: answer.message, url };
  }
  if (answer.status < 200 || answer.status >= 300) {
    return { code: 11200, message: `The answer was ${answer.status}`, url };
  }
  const type = answer.contentType.split(";", 1)[0]?.trim().toLowerCase() ?? "";
  // Relative URLs build on the document they stand in, also after a redirect.
  const requested = source.url.split("#", 1)[0] ?? source.url;
  const base = url.startsWith(requested) ? requested : url;
  if (type === "text/plain") return wrap("Say", answer.body, base);
  if (type.startsWith("audio/")) return wrap("Play", base, base);
  if (!["text/xml", "application/xml", "text/html"].includes(type)) {
    return { code: 12300, message: `Content-Type "${answer.contentType}" is not TwiML`, url };
  }
  return parse(answer.body, base, source.method);
}

function parse(xml: string, url: string, method: Method): Document | Failure {
  try {
    const parser = new DOMParser({ onError: onErrorStopParsing });
    const root = parser.parseFromString(xml, "text/xml").documentElement;
    if (root?.tagName !== "Response") {
      return { code: 12100, message: "The root element is not Response", url };
    }
    return { verbs: childElements(root), url, method };
  } catch (error) {
    const message = error instanceof Error ? error.message : "Not well-formed";
    return { code: 12100, message: message.split("\n", 1)[0] ?? message, url };
  }
}

function wrap(verb: "Say" | "Play", text: string, url: string): Document | Failure {
  const escaped = text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
  return parse(`<Response><${verb}>${escaped}</${verb}></Response>`, url, "POST");
}
