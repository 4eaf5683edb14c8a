import { WebSocketServer } from "ws";
import { z } from "zod";
import { newId } from "@/local/realtime-voice/protocol/ids";

const Asked = z.looseObject({
  type: z.string(),
  item: z
    .looseObject({ content: z.array(z.looseObject({ text: z.string() })).default([]) })
    .optional(),
});

/** 300 ms that is no silence, in µ-law. */
const sound = Buffer.from(Array.from({ length: 2_400 }, (_, at) => (at % 8 < 4 ? 0x10 : 0x90)));

/** What it does for a key that the caller presses: the talk's tools. */
const tools: Record<string, { name: string; arguments: object }> = {
  1: { name: "end_call", arguments: {} },
  2: { name: "take_message", arguments: { text: "Please call back." } },
};

export type ScriptedVoice = {
  /** As a provider's base URL is written: `http://127.0.0.1:54360`. */
  url: string;
  close(): void;
};

/**
 * A provider of the realtime protocol that hears nothing and says a tone for every answer, at once.
 * Key 1 makes it end the call, key 2 leave a message: for tests of what comes of talks.
 */
export async function startScriptedVoice(port = 0): Promise<ScriptedVoice> {
  const server = new WebSocketServer({ port });
  await new Promise((resolve) => server.once("listening", resolve));
  server.on("connection", (socket) => {
    let pressed: string | undefined;
    const tell = (type: string, fields: object) => socket.send(JSON.stringify({ type, ...fields }));
    socket.on("message", (data) => {
      const { type, item } = Asked.parse(JSON.parse(String(data)));
      if (type === "session.update") tell("session.updated", { session: {} });
      else if (type === "conversation.item.create") {
        pressed = /pressed (\d)/.exec(item?.content?.[0]?.text ?? "")?.[1] ?? pressed;
      } else if (type === "response.create") {
        const tool = tools[pressed ?? ""];
        pressed = undefined;
        respond(tell, tool);
      }
    });
    socket.on("error", () => {});
  });
  const address = server.address();
  const { port: own } = z.object({ port: z.number() }).parse(address);
  return {
    url: `http://127.0.0.1:${own}`,
    close() {
      for (const client of server.clients) client.terminate();
      server.close();
    },
  };
}

function respond(
  tell: (type: string, fields: object) => void,
  tool: { name: string; arguments: object } | undefined,
): void {
  const [response_id, item_id] = [newId("resp"), newId("item")];
  tell("response.created", { response: { id: response_id } });
  if (tool) {
    const call = { call_id: newId("call"), name: tool.name };
    const item = { ...call, type: "function_call", arguments: JSON.stringify(tool.arguments) };
    tell("response.output_item.done", { response_id, item });
  } else {
    const said = { response_id, item_id };
    tell("response.output_audio.delta", { ...said, delta: sound.toString("base64") });
    tell("response.output_audio_transcript.done", { ...said, transcript: "Hello." });
    tell("response.output_audio.done", said);
  }
  const usage = { total_tokens: 120, input_tokens: 80, output_tokens: 40 };
  tell("response.done", { response: { id: response_id, status: "completed", usage } });
}
