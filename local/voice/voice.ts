import { type ChildProcess, spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { z } from "zod";
import { inProject, projectRoot } from "@/local/project";
import { AGENT, type Manner } from "@/local/voice/voices";

/** 16-bit samples at 8 kHz, and where in them each word begins. */
export type Spoken = { samples: Int16Array; words: number[] };

export type Voice = {
  /** Rejects once the voice is closed, or where it cannot be started. */
  say(text: string, manner: Manner): Promise<Spoken>;
  /** Starts it, so that the first sentence need not wait for that. */
  warm(): void;
  close(): void;
};

const Answer = z.object({ id: z.number(), words: z.array(z.number()), audio: z.base64() });

/** Sentences kept; the oldest goes first. */
const KEPT = 500;
const SAMPLES_A_MS = 8;

/** eSpeak NG in a process of its own, which starts with the first sentence. */
export function openVoice(): Voice {
  const kept = new Map<string, Promise<Spoken>>();
  const waiting = new Map<number, { done(spoken: Spoken): void; fail(error: Error): void }>();
  let child: ChildProcess | null = null;
  let isClosed = false;
  let next = 1;

  function start(): ChildProcess {
    const started = spawn(
      process.execPath,
      ["--import", "tsx", inProject("local/voice/speaker.ts")],
      { cwd: projectRoot, stdio: ["pipe", "pipe", "inherit"] },
    );
    started.stdin?.on("error", () => {});
    if (started.stdout) {
      createInterface({ input: started.stdout }).on("line", (line) => {
        const { id, words, audio } = Answer.parse(JSON.parse(line));
        const bytes = Buffer.from(audio, "base64");
        const samples = Int16Array.from({ length: bytes.length / 2 }, (_, at) =>
          bytes.readInt16LE(at * 2),
        );
        waiting.get(id)?.done({ samples, words: words.map((ms) => Math.round(ms * SAMPLES_A_MS)) });
        waiting.delete(id);
      });
    }
    const over = () => {
      if (child === started) child = null;
      for (const { fail } of waiting.values()) fail(new Error("The voice has ended"));
      waiting.clear();
    };
    started.once("error", over);
    started.once("exit", over);
    // It ends with this process, which need not wait for it.
    started.unref();
    return started;
  }

  function ask(text: string, manner: Manner): Promise<Spoken> {
    if (isClosed) return Promise.reject(new Error("The voice is closed"));
    child ??= start();
    const id = next++;
    child.stdin?.write(`${JSON.stringify({ id, text, ...manner })}\n`);
    return new Promise((done, fail) => waiting.set(id, { done, fail }));
  }

  const voice: Voice = {
    say(text, manner) {
      const key = JSON.stringify([text, manner]);
      const existing = kept.get(key);
      if (existing) return existing;
      const spoken = ask(text, manner);
      kept.set(key, spoken);
      spoken.catch(() => kept.delete(key));
      const [oldest] = kept.keys();
      if (kept.size > KEPT && oldest !== undefined) kept.delete(oldest);
      return spoken;
    },
    warm() {
      voice.say("Hello.", AGENT.en).catch(() => {});
    },
    close() {
      isClosed = true;
      child?.stdin?.end();
      child?.kill();
    },
  };
  return voice;
}
