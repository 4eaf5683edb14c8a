import "server-only";
import { z } from "zod";
import { cleanParagraphs } from "@/lib/core/text";
import { isStandIn } from "@/lib/speech/address";
import { type Answer, post } from "@/lib/speech/post";

/** An endpoint that speaks OpenAI's protocol, with the tenant's key. */
export type Endpoint = { baseUrl: string; model: string; apiKey: string };

/** `language`: ISO 639-1; left out where it is not known. */
export type Audio = { bytes: Uint8Array<ArrayBuffer>; type: string; language?: string };

/**
 * What came of it. `refused`: asked again, the same would come of it. `later`: it may work another
 * time. `problem` is a sentence for people.
 */
export type Transcribed =
  | { kind: "text"; text: string }
  | { kind: "refused" | "later"; problem: string };

const timeoutMs = 90_000;
const Text = z.object({ text: z.string() });
const Problem = z.object({ error: z.object({ message: z.string() }) });
const endings: Record<string, string> = { "audio/mpeg": "mp3", "audio/wav": "wav" };

/**
 * Turns speech into text. https://platform.openai.com/docs/api-reference/audio/createTranscription
 * `standIn` is the base that may be on this machine.
 */
export async function transcribe(
  { baseUrl, model, apiKey }: Endpoint,
  audio: Audio,
  standIn: string | undefined,
): Promise<Transcribed> {
  const form = new FormData();
  const file = new Blob([audio.bytes], { type: audio.type });
  form.set("file", file, `recording.${endings[audio.type] ?? "mp3"}`);
  form.set("model", model);
  form.set("response_format", "json");
  if (audio.language) form.set("language", audio.language);
  const multipart = new Response(form);
  const headers = {
    authorization: `Bearer ${apiKey}`,
    "content-type": multipart.headers.get("content-type") ?? "",
    accept: "application/json",
  };
  const bytes = new Uint8Array(await multipart.arrayBuffer());
  const url = new URL(`${baseUrl}/v1/audio/transcriptions`);
  const isOwn = isStandIn(baseUrl, standIn);
  try {
    return read(await post(url, { bytes, headers }, { isOwn, timeoutMs }), model);
  } catch (error) {
    console.error(`transcription: ${error instanceof Error ? error.message : error}`);
    return { kind: "later", problem: `${url.host} can't be reached.` };
  }
}

function read({ status, text }: Answer, model: string): Transcribed {
  if (status === 200) {
    const said = Text.safeParse(parseJson(text));
    if (said.success) return { kind: "text", text: cleanParagraphs(said.data.text) };
    return { kind: "refused", problem: "The provider's answer has no text in it." };
  }
  const why = Problem.safeParse(parseJson(text)).data?.error.message.slice(0, 300);
  const said = why ? ` It says: ${cleanParagraphs(why)}` : "";
  switch (status) {
    case 401:
    case 403:
      return { kind: "refused", problem: "The provider doesn't accept the key." };
    case 404:
      return { kind: "refused", problem: `The provider doesn't offer the model ${model}.${said}` };
    case 413:
      return { kind: "refused", problem: "The recording is too large for the provider." };
    case 408:
    case 409:
    case 425:
      return { kind: "later", problem: `The provider is busy (${status}).` };
    case 429:
      return { kind: "later", problem: `The provider's limit is reached.${said}` };
    default:
      return status >= 400 && status < 500
        ? { kind: "refused", problem: `The provider refused the recording (${status}).${said}` }
        : { kind: "later", problem: `The provider has a problem of its own (${status}).` };
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
