import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { z } from "zod";
import { listen } from "@/local/processes/listen";
import { audioTypeOf } from "@/local/transcription/audio-type";
import { sentencesOf } from "@/local/transcription/sentences";

/** As OpenAI limits a file: https://platform.openai.com/docs/guides/speech-to-text */
const maxBytes = 25 * 1024 * 1024;
const models = new Set(["whisper-1", "gpt-4o-transcribe", "gpt-4o-mini-transcribe"]);
/** Keys of any company: what follows is theirs to choose. */
const keyPattern = /^Bearer (sk-local-[A-Za-z0-9-]{4,80})$/;

const Failures = z.object({ key: z.string(), statuses: z.array(z.number().int()).max(100) });

type Reply = { status: number; body: object | string };

const failed = (status: number, message: string, code: string | null, param?: string): Reply => ({
  status,
  body: {
    error: {
      message,
      type: status >= 500 ? "server_error" : "invalid_request_error",
      param: param ?? null,
      code,
    },
  },
});

const chosen: Record<number, Reply> = {
  400: failed(400, "The audio file could not be decoded.", null, "file"),
  401: failed(401, "Incorrect API key provided.", "invalid_api_key"),
  413: failed(413, "Maximum content size limit (26214400) exceeded.", null),
  429: failed(429, "Rate limit reached for requests.", "rate_limit_exceeded"),
  500: failed(500, "The server had an error while processing your request.", null),
};

/**
 * Stands in for a provider of transcription that speaks OpenAI's protocol. It hears nothing: its
 * text is made from the file's bytes. POST /_control/failures lets the next requests of a key fail.
 */
export async function startTranscription(
  port: number,
): Promise<{ url: string; close(): Promise<void> }> {
  const failures = new Map<string, number[]>();
  const server = createServer((request, response) => {
    answer(request, failures)
      .catch((): Reply => chosen[400] ?? failed(400, "Bad request", null))
      .then((reply) => send(response, reply));
  });
  const got = await listen(server, port);
  return {
    url: `http://127.0.0.1:${got}`,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

async function answer(request: IncomingMessage, failures: Map<string, number[]>): Promise<Reply> {
  const { pathname } = new URL(request.url ?? "/", "http://transcription");
  const body = await bodyOf(request);
  if (body === null) return chosen[413] ?? failed(413, "too large", null);
  if (pathname === "/_control/failures" && request.method === "POST") {
    const { key, statuses } = Failures.parse(JSON.parse(Buffer.from(body).toString("utf8")));
    failures.set(key, statuses);
    return { status: 200, body: {} };
  }
  if (pathname !== "/v1/audio/transcriptions" || request.method !== "POST") {
    return failed(404, `Invalid URL (${request.method} ${pathname})`, null);
  }
  const key = keyPattern.exec(request.headers.authorization ?? "")?.[1];
  if (!key) return failed(401, "Incorrect API key provided.", "invalid_api_key");
  const next = failures.get(key)?.shift();
  if (next !== undefined) return chosen[next] ?? failed(next, "An error by choice.", null);
  return transcription(body, request.headers["content-type"] ?? "");
}

async function transcription(body: Uint8Array<ArrayBuffer>, type: string): Promise<Reply> {
  if (!type.startsWith("multipart/form-data")) {
    return failed(400, "The request is not multipart/form-data.", null);
  }
  const form = await new Response(body, { headers: { "content-type": type } }).formData();
  const [file, model] = [form.get("file"), form.get("model")];
  if (typeof model !== "string") {
    return failed(400, "you must provide a model parameter", null, "model");
  }
  if (!models.has(model)) {
    return failed(404, `The model '${model}' does not exist.`, "model_not_found", "model");
  }
  if (!(file instanceof Blob)) return failed(400, "you must provide a file", null, "file");
  const language = form.get("language");
  if (typeof language === "string" && !/^[a-z]{2}$/.test(language)) {
    return failed(400, "Language must be an ISO-639-1 code.", null, "language");
  }
  const bytes = new Uint8Array(await file.arrayBuffer());
  if (audioTypeOf(bytes) === null) {
    return failed(
      400,
      "Invalid file format. Supported formats: flac, mp3, mp4, ogg, wav, webm.",
      null,
      "file",
    );
  }
  const text = sentencesOf(bytes);
  return { status: 200, body: form.get("response_format") === "text" ? `${text}\n` : { text } };
}

/** The whole body; null when it is larger than any file may be. */
async function bodyOf(request: IncomingMessage): Promise<Uint8Array<ArrayBuffer> | null> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of request) {
    size += chunk.length;
    if (size <= maxBytes) chunks.push(chunk);
  }
  return size > maxBytes ? null : new Uint8Array(Buffer.concat(chunks));
}

function send(response: ServerResponse, { status, body }: Reply): void {
  const isText = typeof body === "string";
  response.writeHead(status, { "content-type": isText ? "text/plain" : "application/json" });
  response.end(isText ? body : JSON.stringify(body));
}
