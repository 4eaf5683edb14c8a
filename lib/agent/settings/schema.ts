import { z } from "zod";
import { agentLanguages } from "@/lib/agent/languages";
import { cleanLine, cleanParagraphs } from "@/lib/core/text";

const whole = (least: number, most: number) =>
  z
    .int({ error: "Enter a whole number" })
    .min(least, { error: `At least ${least}` })
    .max(most, { error: `At most ${most}` });

const line = (most: number) =>
  z
    .string()
    .overwrite(cleanLine)
    .max(most, { error: `At most ${most} characters` });
const paragraphs = (most: number) =>
  z
    .string()
    .overwrite(cleanParagraphs)
    .max(most, { error: `At most ${most.toLocaleString("en-US")} characters` });

const Answer = z.object({
  question: line(300).min(1, { error: "Enter a question" }),
  answer: paragraphs(1_000).min(1, { error: "Enter its answer" }),
});

/** What the agent may tell callers about the company. */
const Knowledge = z.object({
  answers: z.array(Answer).max(100, { error: "At most 100 questions" }),
  opening_hours: paragraphs(1_000),
  address: paragraphs(500),
  prices: paragraphs(2_000),
});

/** How the provider hears that the caller has finished. */
const Hearing = z.object({
  turn_detection: z.enum(["server_vad", "semantic_vad"]),
  /** Of server_vad: how long a silence ends the caller's turn. */
  silence_ms: whole(200, 2_000),
  /** Of semantic_vad. */
  eagerness: z.enum(["low", "medium", "high", "auto"]),
  /** Of server_vad, in hundredths: the louder it must be to count as speech. */
  threshold: whole(10, 95),
  noise_reduction: z.enum(["near_field", "far_field", "off"]),
});

const Handover = z.object({
  /** When to connect the caller to a person, in the company's words. */
  when: paragraphs(1_000),
  /** Also after so many times not understood. */
  after_misunderstandings: whole(1, 10),
});

const Limits = z.object({
  minutes_per_call: whole(1, 55),
  minutes_per_day: whole(1, 10_000),
  /** What its models may cost, by the prices an admin entered (realtime_prices); 0: no limit. */
  dollars_per_day: whole(0, 10_000).default(0),
  /** After so much silence the agent asks whether the caller is there. */
  nudge_seconds: whole(3, 60),
  /** After so much more it says goodbye. */
  silence_seconds: whole(3, 120),
});

/** What a company tells a voice agent: a draft, and each published version. */
export const AgentSettings = z.object({
  /** How it introduces itself. */
  name: line(60).min(1, { error: "Enter a name" }),
  /** The first is the one it begins in; it follows callers into the others. */
  languages: z
    .array(z.enum(agentLanguages))
    .min(1, { error: "Choose a language" })
    .refine((chosen) => new Set(chosen).size === chosen.length, { error: "Each language once" }),
  voice: line(60).min(1, { error: "Choose a voice" }),
  /** Said after who it is: a machine. That the call is recorded comes by policy. */
  greeting: paragraphs(500),
  instructions: paragraphs(8_000),
  knowledge: Knowledge,
  /** Names of tools (lib/agent/tools/registry.ts). Ending and handing over are always there. */
  tools: z.array(z.string().max(60)).max(30),
  handover: Handover,
  limits: Limits,
  hearing: Hearing,
  /** Callers who were served are asked to rate the call by a key. */
  asks_rating: z.boolean().default(false),
});
export type AgentSettings = z.output<typeof AgentSettings>;

/** A new agent, before anything was said of it. */
export const newAgent: AgentSettings = {
  name: "Ana",
  languages: ["en"],
  voice: "marin",
  greeting: "How can I help you?",
  instructions: "",
  knowledge: { answers: [], opening_hours: "", address: "", prices: "" },
  tools: ["take_message", "look_up"],
  handover: { when: "", after_misunderstandings: 3 },
  limits: {
    ...{ minutes_per_call: 10, minutes_per_day: 300, dollars_per_day: 0 },
    ...{ nudge_seconds: 6, silence_seconds: 10 },
  },
  hearing: {
    ...{ turn_detection: "server_vad", silence_ms: 500, eagerness: "auto" },
    ...{ threshold: 50, noise_reduction: "near_field" },
  },
  asks_rating: false,
};
