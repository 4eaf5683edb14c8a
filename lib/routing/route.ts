import { z } from "zod";
import { e164 } from "@/lib/core/phone";
import { cleanLine, cleanParagraphs } from "@/lib/core/text";
import { Hours } from "@/lib/routing/hours-schema";
import { maxSteps, orders, silences } from "@/lib/routing/limits";
import { isLanguage, type Language, speaks } from "@/lib/routing/voices";

/** Letters, digits and hyphens: it stands in URLs. */
export const StepId = z.string().regex(/^[a-z0-9][a-z0-9-]{0,39}$/);
/** Null in a draft whose branch leads nowhere yet. */
const Branch = StepId.nullable();

const Spoken = z.custom<Language>((code) => typeof code === "string" && isLanguage(code), {
  error: "Choose a language",
});

/**
 * What callers hear: text that is said, by default in the route's own voice, or an audio file. Then
 * the text is said where the file cannot be played.
 */
const Sound = z
  .object({
    audio: z.uuid({ error: "Choose an audio file" }).optional(),
    text: z.string().overwrite(cleanParagraphs).max(1000, { error: "At most 1,000 characters" }),
    language: Spoken.optional(),
    voice: z.string().max(60).optional(),
  })
  .refine(({ language, voice }) => !voice || (language && speaks(voice, language)), {
    path: ["voice"],
    error: "Choose a voice of this language",
  });
export type Sound = z.output<typeof Sound>;

const whole = (least: number, most: number) =>
  z
    .int({ error: "Enter a whole number" })
    .min(least, { error: `At least ${least}` })
    .max(most, { error: `At most ${most}` });

/** Below the twenty-five seconds or so after which a carrier's voicemail picks up. */
const RingSeconds = whole(5, 25);

const Who = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("everyone") }),
  z.object({
    kind: z.literal("people"),
    people: z.array(z.uuid()).max(100, { error: "At most 100 people" }),
  }),
  /** Whoever is in it when a call comes; "" in a draft. */
  z.object({
    kind: z.literal("group"),
    group_id: z.union([z.uuid(), z.literal("")], { error: "Choose a group" }),
  }),
]);
export type Who = z.output<typeof Who>;

const Mailbox = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("shared") }),
  z.object({ kind: z.literal("person"), user_id: z.uuid() }),
]);
export type Mailbox = z.output<typeof Mailbox>;

const name = z.string().overwrite(cleanLine).max(60, { error: "At most 60 characters" });
const toPerson = { seconds: RingSeconds, not_free: Branch, no_answer: Branch };
const digit = z.string().regex(/^[0-9*#]$/);

/** A step. */
export const Step = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("greeting"), name, sound: Sound, next: Branch }),
  z.object({ kind: z.literal("hours"), name, hours: Hours, open: Branch, closed: Branch }),
  z.object({
    kind: z.literal("menu"),
    name,
    sound: Sound,
    keys: z.record(digit, Branch),
    /** Silence after the question; nobody listens to more than five seconds of it. */
    timeout_seconds: whole(2, 5),
    /** How often it is asked in all. */
    times: whole(1, 5),
    /** After that many times without a choice. */
    no_choice: Branch,
  }),
  z.object({
    kind: z.literal("ring"),
    name,
    who: Who,
    order: z.enum(orders),
    ...toPerson,
  }),
  /** The person who owns the caller's contact. */
  z.object({ kind: z.literal("owner"), name, ...toPerson }),
  /** Who talked with this caller last, if that was within so many days. */
  z.object({ kind: z.literal("last_speaker"), name, days: whole(1, 365), ...toPerson }),
  z.object({
    kind: z.literal("queue"),
    name,
    who: Who,
    max_waiting: whole(1, 100),
    max_wait_seconds: whole(30, 3600),
    priority: whole(0, 9),
    /** The key that asks for a call back; null: none is offered. */
    callback_key: digit.nullable(),
    /** The audio file that callers wait with; left out: the music that everybody has. */
    music: z.object({ audio: z.uuid({ error: "Choose an audio file" }) }).optional(),
    full: Branch,
    waited_too_long: Branch,
  }),
  z.object({
    kind: z.literal("forward"),
    name,
    /** E.164; "" in a draft. */
    to: z.union([z.string().regex(e164), z.literal("")], { error: "Enter a phone number" }),
    seconds: whole(5, 60),
    no_answer: Branch,
  }),
  z.object({
    kind: z.literal("voicemail"),
    name,
    mailbox: Mailbox,
    sound: Sound,
    max_seconds: whole(10, 300),
  }),
  /** `next`: where the call goes when the agent cannot take it, hands it over or fails. */
  z.object({
    kind: z.literal("agent"),
    name,
    /** "" in a draft. */
    agent_id: z.union([z.uuid(), z.literal("")], { error: "Choose a voice agent" }),
    next: Branch,
  }),
  /** `serves`: the caller heard what they called for, and was not missed. */
  z.object({ kind: z.literal("hang_up"), name, sound: Sound.nullable(), serves: z.boolean() }),
]);
export type Step = z.output<typeof Step>;
export type StepKind = Step["kind"];

/** What a company does with a call to a number. A draft parses too; check.ts says what it lacks. */
export const Route = z
  .object({
    language: Spoken,
    voice: z.string().max(60),
    /** Ends a call in a LiveKit room; null: none does; left out: as the company has it. */
    silence_seconds: whole(silences.least, silences.most).nullable().optional(),
    first: Branch,
    steps: z.record(StepId, Step),
  })
  .refine(({ steps }) => Object.keys(steps).length <= maxSteps, {
    path: ["steps"],
    error: `At most ${maxSteps} steps`,
  })
  .refine(({ language, voice }) => speaks(voice, language), {
    path: ["voice"],
    error: "Choose a voice of this language",
  });
export type Route = z.output<typeof Route>;
