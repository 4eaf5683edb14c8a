import { join } from "node:path";
import { dataFolder } from "@/local/options";
import { type RealtimeVoice, startRealtimeVoice } from "@/local/realtime-voice/server";
import { type Client, connect } from "@/local/realtime-voice/testing/client";
import { openVoice, type Voice } from "@/local/voice/voice";
import { CALLER, type Language } from "@/local/voice/voices";

export type Stage = {
  server: RealtimeVoice;
  /** A session over mu-law with server VAD, which transcribes in this language. */
  begin(language: Language, more?: object): Promise<Client>;
  /** A caller says this. */
  say(client: Client, text: string, language?: Language): Promise<void>;
  fault(fault: object): Promise<void>;
  close(): Promise<void>;
};

/** A stand-in that has learnt both languages; what it learnt is kept for the next run. */
export async function openStage(): Promise<Stage> {
  const server = await startRealtimeVoice({ port: 0, folder: join(dataFolder(), "voice") });
  const voice: Voice = openVoice();
  await server.ready;
  return {
    server,
    async begin(language, more = {}) {
      const client = await connect(server.url);
      await client.next("session.created");
      const format = { type: "audio/pcmu" };
      client.send("session.update", {
        session: {
          type: "realtime",
          audio: {
            input: {
              format,
              transcription: { model: "stand-in", language },
              turn_detection: { type: "server_vad" },
            },
            output: { format },
          },
          ...more,
        },
      });
      await client.next("session.updated");
      return client;
    },
    say: async (client, text, language = "en") =>
      client.speak((await voice.say(text, CALLER[language])).samples),
    async fault(fault) {
      const { origin } = new URL(server.url);
      const body = JSON.stringify(fault);
      const answer = await fetch(`${origin}/_control/faults`, { method: "POST", body });
      if (!answer.ok) throw new Error(await answer.text());
    },
    async close() {
      voice.close();
      await server.close();
    },
  };
}
