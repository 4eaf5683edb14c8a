import { afterAll, beforeAll, expect, test } from "vitest";
import { openStage, type Stage } from "@/local/realtime-voice/testing/begin";

let stage: Stage;

// A first run learns both languages.
beforeAll(async () => {
  stage = await openStage();
});
afterAll(() => stage.close());

const SENTENCES = {
  en: ["i would like to book a haircut", "what about tuesday at eleven", "yes that works"],
  ro: ["aș dori o programare la tuns", "dar marți la unsprezece", "da este bine"],
} as const;

test.each(["en", "ro"] as const)(
  "whole sentences are understood from sound: %s",
  async (language) => {
    const client = await stage.begin(language);
    for (const sentence of SENTENCES[language]) {
      await stage.say(client, sentence, language);
      const heard = await client.next("conversation.item.input_audio_transcription.completed");
      expect(heard.transcript).toBe(sentence);
      await client.next("response.done");
    }
    client.close();
  },
);

test("a caller who speaks while the agent does cancels its response", async () => {
  const client = await stage.begin("en");
  client.send("response.create", {
    response: { instructions: 'Say "One, two, three, four, five, six, seven, eight, nine."' },
  });
  await client.next("response.output_audio.delta");
  await stage.say(client, "no thank you", "en");
  await client.next("input_audio_buffer.speech_started");
  const { response } = await client.next("response.done");
  expect(response).toMatchObject({
    status: "cancelled",
    status_details: { type: "cancelled", reason: "turn_detected" },
  });
  client.close();
});

test("what was not heard is truncated; more than was sent is an error", async () => {
  const client = await stage.begin("en");
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
  const client = await stage.begin("en", { tools });
  await stage.say(client, "when are you open", "en");
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

test("other words than it knows are asked again", async () => {
  const client = await stage.begin("en");
  await stage.say(client, "my dog ate the whole cheese cake");
  const { transcript } = await client.next("response.output_audio_transcript.done");
  expect(transcript).toBe("Sorry, I did not understand. Could you say that again?");
  client.close();
});

test("what is typed is answered in writing where the session writes", async () => {
  const client = await stage.begin("ro", { output_modalities: ["text"] });
  const content = [{ type: "input_text", text: "Aș dori o programare la tuns" }];
  client.send("conversation.item.create", { item: { type: "message", role: "user", content } });
  client.send("response.create", {});
  expect((await client.next("response.output_text.done")).text).toBe("Ce zi și ce oră ați dori?");
  expect(client.events.filter(({ type }) => type.includes("audio"))).toEqual([]);
  client.close();
});

test("the greeting is the one that the instructions give", async () => {
  const instructions = 'Greeting: "Hello, this is Ana of Acme Solar."';
  const client = await stage.begin("en", { instructions });
  client.send("response.create", {});
  const { transcript } = await client.next("response.output_audio_transcript.done");
  expect(transcript).toBe("Hello, this is Ana of Acme Solar.");
  client.close();
});
