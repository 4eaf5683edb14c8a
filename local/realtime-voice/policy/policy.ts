import {
  chosenOf,
  clockOf,
  forgetTime,
  type Known,
  NOTHING,
  note,
} from "@/local/realtime-voice/policy/known";
import { type Meaning, understand } from "@/local/realtime-voice/policy/meaning";
import { readResult } from "@/local/realtime-voice/policy/results";
import { SENTENCES } from "@/local/realtime-voice/policy/sentences";
import type { ResponseOptions } from "@/local/realtime-voice/protocol/client-events";
import type { Config } from "@/local/realtime-voice/protocol/config";
import type { Language } from "@/local/voice/voices";

export type Act = { say: string } | { call: string; args: Record<string, unknown> };

type Situation = { instructions: string; language: Language; has(tool: string): boolean };

/**
 * Decides what is said and which tools are called, by a script: it fills what a booking needs and
 * uses the tools it was given by their names. It shows that the parts work together, not how well
 * a model would talk.
 */
export class Policy {
  #known: Known = { ...NOTHING };
  #heard: { text: string; isSure: boolean } | null = null;
  #results: { name: string; output: string }[] = [];
  #services: string[] = [];
  /** What the caller said last. */
  #text = "";
  #hasGreeted = false;
  #last = "";

  hear(heard: { text: string; isSure: boolean }): void {
    this.#heard = heard;
  }

  /** Whether something waits for an answer: what was said, a result, or the first words. */
  get isAsked(): boolean {
    return this.#heard !== null || this.#results.length > 0 || !this.#hasGreeted;
  }

  take(name: string, output: string): void {
    this.#results.push({ name, output });
  }

  respond(config: Config, options: ResponseOptions, language: Language): Act[] {
    const tools = options.tools ?? config.tools;
    const has = (name: string) => tools.some((tool) => tool.name === name);
    const quoted = /["“„«](.+)["”“»]/s.exec(options.instructions ?? "")?.[1];
    if (!quoted) return this.#decide({ instructions: config.instructions, language, has });
    // Beside the conversation, what is asked for is said and nothing else happens.
    if (options.conversation === "none") return [{ say: quoted }];
    this.#hasGreeted = true;
    return this.#say(quoted);
  }

  #decide(situation: Situation): Act[] {
    const sentences = SENTENCES[situation.language];
    const results = this.#results.splice(0);
    const last = results.at(-1);
    const heard = this.#heard;
    this.#heard = null;
    if (last) return this.#answered(last, situation);
    if (!heard) {
      if (this.#hasGreeted) return this.#say(this.#last || sentences.nudge);
      this.#hasGreeted = true;
      return this.#say(greetingIn(situation.instructions) ?? sentences.greeting);
    }
    this.#hasGreeted = true;
    this.#text = heard.text;
    if (!heard.isSure) return this.#say(sentences.again);
    if (this.#known.isTakingMessage) return this.#leave(heard.text, situation);
    return this.#follow(understand(heard.text, situation.language), situation);
  }

  #follow(meaning: Meaning, situation: Situation): Act[] {
    const { language, has } = situation;
    const sentences = SENTENCES[language];
    switch (meaning.wish) {
      case "person":
        return this.#call("transfer_to_person", { reason: meaning.text }, situation);
      case "message":
        return this.#leave(meaning.text, situation);
      case "services":
        return this.#call("list_services", {}, situation);
      case "question":
        return this.#call("look_up", { question: meaning.text }, situation);
      case "repeat":
        return this.#say(this.#last);
      case "when":
        return this.#call("find_my_bookings", {}, situation);
    }
    if (this.#known.isNaming && !meaning.isBye) return this.#name(meaning.text, situation);
    if (meaning.isBye && !meaning.day) {
      return has("end_call") ? [{ call: "end_call", args: {} }] : this.#say(sentences.bye);
    }
    note(this.#known, meaning, this.#given(situation));
    return this.#answer(meaning, situation) ?? this.#fill(situation);
  }

  /** A yes, a no or a choice among what was said before; null where it is none of them. */
  #answer(meaning: Meaning, situation: Situation): Act[] | null {
    const known = this.#known;
    const sentences = SENTENCES[situation.language];
    const { answer, day, time } = meaning;
    if (answer === "yes" && known.chosen) return this.#book({}, situation);
    if (answer === "yes" && known.wish === "cancel" && known.booking) {
      return this.#call("cancel", { booking: known.booking }, situation);
    }
    if (answer === "no" && !day && !time) {
      const isOtherTime = known.chosen !== null || known.offers.length > 0;
      if (isOtherTime) forgetTime(known);
      else this.#known = { ...NOTHING };
      return this.#say(isOtherTime ? sentences.otherTime : sentences.anythingElse);
    }
    const chosen = chosenOf(known.offers, meaning, situation.instructions);
    if (!chosen) return null;
    known.chosen = chosen;
    return this.#say(sentences.shallIBook(chosen.spoken));
  }

  /** Asks for what a booking still needs, then looks for times. */
  #fill(situation: Situation): Act[] {
    const known = this.#known;
    const sentences = SENTENCES[situation.language];
    const { wish, service, day, time, part, staff } = known;
    if (!wish && !service && !day) return this.#say(sentences.again);
    if ((wish === "cancel" || wish === "move") && !known.booking) {
      return this.#call("find_my_bookings", {}, situation);
    }
    if (wish !== "move" && !service) {
      return situation.has("list_services")
        ? [{ call: "list_services", args: {} }]
        : this.#say(sentences.whichService);
    }
    if (!day) return this.#say(sentences.whichDay);
    const wanted = {
      service,
      day,
      ...(time && { time: clockOf(time) }),
      ...(part && !time && { part_of_day: part }),
      ...(staff && { staff }),
    };
    return this.#call("check_availability", wanted, situation);
  }

  #answered({ name, output }: { name: string; output: string }, situation: Situation): Act[] {
    const result = readResult(output);
    const known = this.#known;
    const sentences = SENTENCES[situation.language];
    const say = result.say || (result.ok ? "" : sentences.failed);
    const then = (more: string) => this.#say(`${say} ${more}`.trim());
    if (result.ask) {
      known.isNaming = name === "book_appointment";
      return this.#say(say);
    }
    switch (name) {
      case "list_services":
        this.#services = result.services;
        if (known.wish === "book")
          note(known, understand(this.#text, situation.language), this.#given(situation));
        return known.service ? this.#fill(situation) : then(sentences.whichService);
      case "check_availability":
        if (result.slots.length === 0) forgetTime(known);
        // The one time that was asked for is read back at once.
        Object.assign(known, { time: null, part: null, offers: result.slots });
        known.chosen = result.slots.length === 1 ? (result.slots[0] ?? null) : null;
        return this.#say(say || sentences.whichOffer);
      case "book_appointment":
      case "reschedule":
      case "cancel":
        if (result.ok) this.#known = { ...NOTHING };
        else forgetTime(known);
        return result.ok ? then(sentences.anythingElse) : this.#say(say);
      case "find_my_bookings":
        known.booking = result.bookings[0]?.booking ?? null;
        if (known.wish === "move") known.service = result.bookings[0]?.service ?? null;
        // It asks whether it is to.
        if (known.booking && known.wish === "cancel") {
          return this.#call("cancel", { booking: known.booking }, situation);
        }
        if (known.booking && known.wish === "move") return then(sentences.whichDay);
        this.#known = { ...NOTHING };
        return then(sentences.anythingElse);
      case "transfer_to_person":
      case "end_call":
        return result.say ? this.#say(result.say) : [];
      default:
        return result.ok ? then(sentences.anythingElse) : this.#say(say);
    }
  }

  #book(more: { name?: string }, situation: Situation): Act[] {
    const { wish, booking, chosen } = this.#known;
    const slot_token = chosen?.slot_token ?? "";
    return wish === "move"
      ? this.#call("reschedule", { booking, slot_token }, situation)
      : this.#call("book_appointment", { slot_token, ...more }, situation);
  }

  #name(text: string, situation: Situation): Act[] {
    this.#known.isNaming = false;
    const name = text.replace(/^(my name is|mă numesc)\s+/i, "");
    return this.#book({ name }, situation);
  }

  #leave(text: string, situation: Situation): Act[] {
    const known = this.#known;
    const isAnnounced = /\b(leave a message|las un mesaj)\b/.test(text);
    if (isAnnounced && !known.isTakingMessage && situation.has("take_message")) {
      known.isTakingMessage = true;
      return this.#say(SENTENCES[situation.language].message);
    }
    known.isTakingMessage = false;
    return this.#call("take_message", { text }, situation);
  }

  #given({ instructions }: Situation) {
    return { services: this.#services, instructions };
  }

  #call(name: string, args: Record<string, unknown>, { has, language }: Situation): Act[] {
    return has(name) ? [{ call: name, args }] : this.#say(SENTENCES[language].cannot);
  }

  #say(text: string): Act[] {
    this.#last = text;
    return [{ say: text }];
  }
}

/** The greeting that instructions give, as `Greeting: "…"`. */
function greetingIn(instructions: string): string | null {
  return /(?:greet|salut)[^\n"“„«]*["“„«]([^"”“»]+)["”“»]/i.exec(instructions)?.[1]?.trim() ?? null;
}
