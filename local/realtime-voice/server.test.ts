import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type RealtimeVoice, startRealtimeVoice } from "@/local/realtime-voice/server";
import { type Client, connect } from "@/local/realtime-voice/testing/client";
import { openVoice } from "@/local/voice/voice";
import { CALLER } from "@/local/voice/voices";

let server: RealtimeVoice;
const voice = openVoice();

beforeAll(async () => {
  server = await startRealtimeVoice({ port: 0, folder: join(tmpdir(), "ringbook-hearing") });
  await server.ready;
}, 120_000);
afterAll(async () => {
  voice.close();
  await server.close();
});

const SENTENCES = {
  en: ["i would like to book a haircut", "what about tuesday at eleven", "yes that works"],
  ro: ["aș dori o programare la tuns", "dar marți la unsprezece", "da este bine"],
} as const;

async function begin(language: "en" | "ro", more: object = {}): Promise<Client> {
  const client = await connect(server.url);
  await client.next("session.created");
  client.send("session.update", {
    session: {
      type: "realtime",
      audio: {
        input: {
          format: { type: "audio/pcmu" },
          transcription: { model: "stand-in", language },
          turn_detection: { type: "server_vad" },
        },
        output: { format: { type: "audio/pcmu" } },
      },
      ...more,
    },
  });
  await client.next("session.updated");
  return client;
}

const say = async (client: Client, text: string, language: "en" | "ro") =>
  client.speak((await voice.say(text, CALLER[language])).samples);

test.each(["en", "ro"] as const)(
  "whole sentences are understood from sound: %s",
  async (language) => {
    const client = await begin(language);
    for (const sentence of SENTENCES[language]) {
      await say(client, sentence, language);
      const heard = await client.next("conversation.item.input_audio_transcription.completed");
      expect(heard.transcript).toBe(sentence);
      await client.next("response.done");
    }
    client.close();
  },
);

test("a caller who speaks while the agent does cancels its response", async () => {
  const client = await begin("en");
  client.send("response.create", {
    response: { instructions: 'Say "One, two, three, four, five, six, seven, eight, nine."' },
  });
  await client.next("response.output_audio.delta");
  await say(client, "no thank you", "en");
  await client.next("input_audio_buffer.speech_started");
  const { response } = await client.next("response.done");
  expect(response).toMatchObject({
    status: "cancelled",
    status_details: { type: "cancelled", reason: "turn_detected" },
  });
  client.close();
});

test("what was not heard is truncated; more than was sent is an error", async () => {
  const client = await begin("en");
  client.send("response.create", { response: { instructions: 'Say "Hello there."' } });
  const { item_id } = await client.next("response.output_audio.done");
  client.send("conversation.item.truncate", { item_id, content_index: 0, audio_end_ms: 200 });
  expect(await client.next("conversation.item.truncated")).toMatchObject({
    item_id,
    content_index: 0,
    audio_end_ms: 200,
  });
  client.send("conversation.item.truncate", {
    ...{ event_id: "mine", item_id, content_index: 0, audio_end_ms: 60_000 },
  });
  expect((await client.next("error")).error).toEqual({
    type: "invalid_request_error",
    code: "invalid_value",
    message: "Audio content of 200ms is already shorter than 60000ms",
    param: null,
    event_id: "mine",
  });
  client.close();
});

test("a tool is called, and its result is said", async () => {
  const tools = [{ type: "function", name: "look_up", parameters: { type: "object" } }];
  const client = await begin("en", { tools });
  await say(client, "when are you open", "en");
  const called = await client.next("response.function_call_arguments.done");
  expect(called).toMatchObject({
    name: "look_up",
    arguments: JSON.stringify({ question: "when are you open" }),
  });
  await client.next("response.done");
  const item = {
    type: "function_call_output",
    call_id: called.call_id,
    output: JSON.stringify({ ok: true, say: "We are open from nine to five." }),
  };
  client.send("conversation.item.create", { item });
  client.send("response.create", {});
  const { transcript } = await client.next("response.output_audio_transcript.done");
  expect(transcript).toContain("We are open from nine to five.");
  client.close();
});
