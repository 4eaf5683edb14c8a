import { dateOf, todayIn } from "@/local/realtime-voice/policy/dates";
import { bare, type Meaning, understand } from "@/local/realtime-voice/policy/meaning";
import { readResult, type Slot, type ToolResult } from "@/local/realtime-voice/policy/results";
import { SENTENCES } from "@/local/realtime-voice/policy/sentences";
import type { ResponseOptions } from "@/local/realtime-voice/protocol/client-events";
import type { Config } from "@/local/realtime-voice/protocol/config";
import type { Language } from "@/local/voice/voices";

export type Act = { say: string } | { call: string; args: Record<string, unknown> };

/** What is known of what the caller wants. */
type Slots = {
  wish: "book" | "move" | "cancel" | null;
  service: string | null;
  staff: string | null;
  day: string | null;
  time: Meaning["time"];
  part: Meaning["part"];
  booking: string | null;
  offers: Slot[];
  chosen: Slot | null;
  isTakingMessage: boolean;
};

const NOTHING: Slots = {
  wish: null,
  service: null,
  staff: null,
  day: null,
  time: null,
  part: null,
  booking: null,
  offers: [],
  chosen: null,
  isTakingMessage: false,
};

type Situation = { config: Config; language: Language; has(tool: string): boolean };

/**
 * Decides what is said and which tools are called, by a script: it fills what a booking needs and
 * uses the tools it was given by their names. It shows that the parts work together, not how well
 * a model would talk.
 */
export class Policy {
  #known: Slots = { ...NOTHING };
  #heard: { text: string; isSure: boolean } | null = null;
  #results: { name: string; output: string }[] = [];
  #services: ToolResult["names"] = [];
  #isSilent = false;
  #hasGreeted = false;
  #last = "";

  hear(heard: { text: string; isSure: boolean }): void {
    this.#heard = heard;
  }

  hearNothing(): void {
    this.#isSilent = true;
  }

  take(name: string, output: string): void {
    this.#results.push({ name, output });
  }

  respond(config: Config, options: ResponseOptions, language: Language): Act[] {
    const tools = options.tools ?? config.tools;
    const has = (name: string) => tools.some((tool) => tool.name === name);
    const situation = { config, language, has };
    const told = /["“„«](.+)["”“»]/s.exec(options.instructions ?? "")?.[1];
    // Beside the conversation, what is asked for is said and nothing else happens.
    if (told) {
      if (options.conversation !== "none") this.#hasGreeted = true;
      return this.#say(told);
    }
    return this.#decide(situation);
  }

  #decide(situation: Situation): Act[] {
    const sentences = SENTENCES[situation.language];
    const results = this.#results.splice(0);
    const heard = this.#heard;
    this.#heard = null;
    if (results.length > 0) return this.#answered(results, situation);
    if (this.#isSilent) {
      this.#isSilent = false;
      return this.#say(sentences.nudge);
    }
    if (!heard) {
      if (this.#hasGreeted) return this.#say(this.#last || sentences.nudge);
      this.#hasGreeted = true;
      return this.#say(greetingIn(situation.config.instructions) ?? sentences.greeting);
    }
    this.#hasGreeted = true;
    if (this.#known.isTakingMessage) return this.#leave(heard.text, situation);
    if (!heard.isSure) return this.#say(sentences.again);
    return this.#follow(understand(heard.text, situation.language), situation);
  }

  #follow(meaning: Meaning, situation: Situation): Act[] {
    const { language, has } = situation;
    const sentences = SENTENCES[language];
    this.#note(meaning, situation);
    const call = (name: string, args: Record<string, unknown>): Act[] =>
      has(name) ? [{ call: name, args }] : this.#say(sentences.cannot);
    switch (meaning.wish) {
      case "person":
        return call("transfer_to_person", { reason: meaning.text });
      case "message":
        return this.#leave(meaning.text, situation);
      case "services":
        return call("list_services", {});
      case "question":
        return call("look_up", { question: meaning.text });
      case "repeat":
        return this.#say(this.#last);
      case "when":
        return call("find_my_bookings", {});
    }
    if (meaning.isBye && !meaning.day) {
      return has("end_call") ? [{ call: "end_call", args: {} }] : this.#say(sentences.bye);
    }
    return this.#book(meaning, situation, call);
  }

  /** The way of a booking: service, day, offer, yes. */
  #book(
    meaning: Meaning,
    { language, has }: Situation,
    call: (name: string, args: Record<string, unknown>) => Act[],
  ): Act[] {
    const sentences = SENTENCES[language];
    const known = this.#known;
    const isOpen = known.wish !== null || known.service !== null || known.day !== null;
    if (known.chosen && meaning.answer === "yes") {
      const { slot_token } = known.chosen;
      return known.wish === "move"
        ? call("reschedule", { booking: known.booking, slot_token })
        : call("book_appointment", { slot_token });
    }
    if (known.wish === "cancel" && known.booking && meaning.answer === "yes") {
      return call("cancel", { booking: known.booking });
    }
    if (meaning.answer === "no" && !meaning.day && !meaning.time) {
      if (known.chosen || known.offers.length > 0) {
        Object.assign(known, { chosen: null, offers: [], day: null, time: null, part: null });
        return this.#say(sentences.otherTime);
      }
      this.#known = { ...NOTHING };
      return this.#say(sentences.anythingElse);
    }
    const chosen = chosenOf(known.offers, meaning);
    if (chosen) {
      known.chosen = chosen;
      return this.#say(sentences.shallIBook(chosen.spoken ?? ""));
    }
    if (!isOpen)
      return this.#say(meaning.answer === "yes" ? sentences.whichService : sentences.again);
    if ((known.wish === "cancel" || known.wish === "move") && !known.booking) {
      return call("find_my_bookings", {});
    }
    if (known.wish !== "move" && !known.service) {
      if (has("list_services") && this.#services.length === 0) {
        return [{ call: "list_services", args: {} }];
      }
      return this.#say(sentences.whichService);
    }
    if (!known.day) return this.#say(sentences.whichDay);
    return call("check_availability", this.#wanted());
  }

  #wanted(): Record<string, unknown> {
    const { service, day, time, part, staff } = this.#known;
    const clock = time && `${two(time.hour)}:${two(time.minute)}`;
    return {
      ...(service && { service }),
      ...(clock ? { from: `${day}T${clock}` } : { day }),
      ...(part && !clock && { part_of_day: part }),
      ...(staff && { staff }),
    };
  }

  /** Keeps what was said of a booking; a new day or time puts offers aside. */
  #note(meaning: Meaning, { config }: Situation): void {
    const known = this.#known;
    const { wish } = meaning;
    if (wish === "book" || wish === "move" || wish === "cancel") {
      if (known.wish === null || wish !== "book") known.wish = wish;
    }
    const service = this.#named(meaning.text, config);
    if (service) known.service = service;
    const rankOnly = meaning.rank !== null;
    if (meaning.day) {
      known.day = dateOf(meaning.day, todayIn(config.instructions));
      Object.assign(known, { time: null, part: null, chosen: null, offers: [] });
    }
    if (rankOnly) return;
    if (meaning.time && !chosenOf(known.offers, meaning)) {
      Object.assign(known, { time: meaning.time, chosen: null, offers: [] });
    }
    if (meaning.part) Object.assign(known, { part: meaning.part, chosen: null, offers: [] });
  }

  /** The service that is named, in its owner's words: as the tool listed it, or as a keyword. */
  #named(text: string, config: Config): string | null {
    const said = ` ${bare(text)} `;
    const listed = this.#services.find(({ name, spoken }) =>
      [name, ...spoken].some((word) => said.includes(` ${bare(word)} `)),
    );
    if (listed) return listed.name;
    const keywords = config.audio.input.transcription?.keywords ?? [];
    const keyword = keywords.find((word) => said.includes(` ${bare(word)} `));
    return (
      keyword ??
      /\b(haircut|beard trim|manicure|massage|tuns|masaj|vopsit)\b/.exec(said)?.[0] ??
      null
    );
  }

  #answered(results: { name: string; output: string }[], situation: Situation): Act[] {
    const last = results.at(-1);
    if (!last) return [];
    const { name, output } = last;
    const result = readResult(output);
    const known = this.#known;
    const sentences = SENTENCES[situation.language];
    const say = result.say || (result.ok ? "" : sentences.failed);
    switch (name) {
      case "list_services":
        this.#services = result.names;
        return this.#say(`${say} ${sentences.whichService}`.trim());
      case "check_availability": {
        known.offers = result.slots;
        if (result.slots.length === 0) {
          Object.assign(known, { day: null, time: null, part: null });
          return this.#say(`${say} ${sentences.whichDay}`.trim());
        }
        const wanted = known.time && slotAt(result.slots, known.time);
        if (wanted) {
          known.chosen = wanted;
          return this.#say(sentences.shallIBook(wanted.spoken ?? say));
        }
        return this.#say(`${say} ${sentences.whichOffer}`.trim());
      }
      case "book_appointment":
      case "reschedule":
      case "cancel":
        if (result.ok) this.#known = { ...NOTHING };
        else Object.assign(known, { chosen: null, offers: [], day: null, time: null });
        return this.#say(
          `${say} ${result.ok ? sentences.anythingElse : sentences.whichDay}`.trim(),
        );
      case "find_my_bookings":
        known.booking = result.bookings[0] ?? null;
        if (known.booking === null) this.#known = { ...NOTHING };
        else if (known.wish === "cancel") return this.#say(`${say} ${sentences.shallICancel}`);
        else if (known.wish === "move") return this.#say(`${say} ${sentences.whichDay}`);
        return this.#say(`${say} ${sentences.anythingElse}`);
      case "transfer_to_person":
      case "end_call":
        return result.say ? this.#say(result.say) : [];
      default:
        return this.#say(`${say} ${sentences.anythingElse}`.trim());
    }
  }

  #leave(text: string, { language, has }: Situation): Act[] {
    const sentences = SENTENCES[language];
    if (!has("take_message")) return this.#say(sentences.cannot);
    const isRequest = understand(text, language).wish === "message";
    if (isRequest && !this.#known.isTakingMessage && !/call|sunați/.test(text)) {
      this.#known.isTakingMessage = true;
      return this.#say(sentences.message);
    }
    this.#known.isTakingMessage = false;
    return [{ call: "take_message", args: { text } }];
  }

  #say(text: string): Act[] {
    this.#last = text;
    return [{ say: text }];
  }
}

/** Which of the offers is meant, by its place or by its time. */
function chosenOf(offers: Slot[], { rank, time }: Meaning): Slot | null {
  if (offers.length === 0) return null;
  if (rank !== null) return offers.at(rank) ?? null;
  return (time && slotAt(offers, time)) ?? null;
}

function slotAt(slots: Slot[], { hour, minute }: NonNullable<Meaning["time"]>): Slot | null {
  const clock = `${two(hour)}:${two(minute)}`;
  return slots.find(({ starts_at }) => starts_at?.slice(11, 16) === clock) ?? null;
}

function two(number: number): string {
  return String(number).padStart(2, "0");
}

/** What stands in quotation marks of any kind. */
function quoted(text: string): string | null {
  return /["“„«]([^"”“»]+)["”“»]/.exec(text)?.[1]?.trim() ?? null;
}

/** The greeting that instructions give, as `Greeting: "…"` or in a sentence that names it. */
function greetingIn(instructions: string): string | null {
  const line = /(?:greet|salut)[^\n"“„«]*["“„«][^\n]+/i.exec(instructions)?.[0];
  return line ? quoted(line) : null;
}
