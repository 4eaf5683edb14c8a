import {
  answersUpdate,
  responseCreate,
  sayExactly,
  sessionUpdate,
  systemText,
  toolOutput,
} from "@/lib/agent/asking";
import { silentReason, TalkEnd } from "@/lib/agent/ending";
import { Floor } from "@/lib/agent/floor";
import { Keys } from "@/lib/agent/keys";
import type { AgentLanguage } from "@/lib/agent/languages";
import type { Asked } from "@/lib/agent/machine";
import type { FromTwilio } from "@/lib/agent/media-stream";
import { phrases } from "@/lib/agent/prompt/phrases";
import { promptOf } from "@/lib/agent/prompt/prompt";
import { notifyListener } from "@/lib/agent/provider-events";
import { ProviderLink } from "@/lib/agent/provider-link";
import { Quiet } from "@/lib/agent/quiet";
import { Rating } from "@/lib/agent/rating";
import { TalkRecord } from "@/lib/agent/record";
import { Speech } from "@/lib/agent/speech";
import type { Talk } from "@/lib/agent/talk";
import { Timers } from "@/lib/agent/timers";
import { type Answer, ToolRunner } from "@/lib/agent/tool-runner";
import { Transcript } from "@/lib/agent/transcript";
import { ResponseQueue } from "@/lib/agent/turns";
import { type AgentOutcome, isServed } from "@/lib/routing/facts";

/** One talk of a voice agent with a caller: a stream of Twilio's, a session of the provider's. */
export class AgentSession {
  private readonly queue = new ResponseQueue((wanted) => {
    this.link.ask(responseCreate(wanted));
    this.floor.awaitAnswer();
  });
  private readonly record: TalkRecord;
  private readonly transcript: Transcript;
  private readonly speech: Speech;
  private readonly quiet: Quiet;
  private readonly runner: ToolRunner;
  private readonly ending: TalkEnd;
  private readonly timers: Timers;
  private readonly link: ProviderLink;
  private readonly keys: Keys;
  private readonly rating: Rating;
  private readonly floor: Floor;
  private readonly language: AgentLanguage;
  private readonly talk: Talk;
  private isObeying = false;

  constructor(talk: Talk) {
    const { begun, clock } = talk;
    const { provider, body: settings } = begun;
    const [language = "en"] = settings.languages;
    const words = phrases[language];
    this.talk = talk;
    this.language = language;
    this.timers = new Timers(clock);
    const record = new TalkRecord(clock, talk.write);
    const transcript = new Transcript(record);
    this.record = record;
    this.transcript = transcript;
    this.speech = new Speech({
      ...{ format: provider.audio_format, clock, record, transcript },
      toProvider: (event) => this.link.ask(event),
      toTwilio: (message) => talk.twilio.send(message),
    });
    this.ending = new TalkEnd({
      ...{ clock, record, transcript },
      stop: (outcome) => this.stop(outcome),
      close: (outcome) => {
        talk.twilio.close();
        talk.ended(outcome);
      },
    });
    this.quiet = new Quiet(clock, settings.limits, {
      ask: () => {
        this.record.count("silences");
        this.say(words.stillThere);
      },
      giveUp: () => {
        this.ending.after({ outcome: "caller_left", reason: silentReason });
        this.say(words.silent);
      },
    });
    this.runner = new ToolRunner({
      ...{ talk, record, language },
      filler: (said) => this.queue.want({ instructions: sayExactly(said), isAside: true }),
      answered: (answers) => this.toolsAnswered(answers),
      late: (tool, answer) => this.toolWasLate(tool, answer),
    });
    this.link = new ProviderLink({
      ...{ connect: talk.connect, clock, format: provider.audio_format },
      configuration: () => {
        const { instructions } = promptOf(begun, language, this.now());
        const wanted = { provider, settings, instructions, language, tools: talk.tools };
        return sessionUpdate({ ...wanted, answers: this.floor.isOpen && !this.isObeying });
      },
      ready: (isAgain) => this.ready(isAgain),
      event: (event) => notifyListener(event, this.floor),
      reconnecting: () => {
        this.floor.reset();
        for (const answer of this.runner.forget()) this.obeyTool(answer);
        this.record.count("reconnects");
        // Somebody who has heard a goodbye is not called back into the talk.
        this.ending.finish();
      },
      failed: (reason) => this.ending.now(this.ending.plan ?? { outcome: "failed", reason }),
    });
    const { speech, quiet, runner, ending, link, queue, timers } = this;
    const ask = () => this.say(words.rate);
    const rating = new Rating({ clock, record, ending, isWanted: settings.asks_rating, ask });
    this.rating = rating;
    this.floor = new Floor({
      ...{ clock, record, transcript, speech, quiet, runner, ending, link, queue, rating },
      timers,
      opens: (isGreeted) => {
        link.ask(answersUpdate(settings.hearing, true));
        // Whoever is to hear the notice, and has not heard all of it, is not recorded.
        if (begun.is_recorded && !isGreeted) return;
        if (begun.is_recorded) record.update({ notice_heard_at: this.now().toISOString() });
        talk.recording?.start((made) => record.updateNow(made));
      },
      tooNoisy: () => {
        ending.after({ outcome: "handed_over", reason: "the caller could not be heard for noise" });
        this.say(words.noise);
      },
    });
    this.keys = new Keys({
      ...{ clock, floor: this.floor, link, queue, quiet, rating, transcript },
      words: words.pressed,
      person: () => this.handOver("the caller pressed 0"),
    });
    const seconds = Math.min(settings.limits.minutes_per_call * 60, begun.seconds_left);
    this.timers.set("limit", seconds * 1_000, () => {
      this.ending.after({ outcome: "handed_over", reason: "the longest talk was reached" });
      this.say(words.timeIsUp);
    });
    this.link.start();
  }

  /** What comes from the caller. */
  fromTwilio(message: FromTwilio): void {
    if (this.ending.isOver) return;
    switch (message.event) {
      case "media":
        this.speech.tick(message.media.timestamp);
        this.link.hear(message.media.payload, message.media.timestamp);
        break;
      case "mark":
        this.speech.markReturned(message.mark.name);
        this.floor.restOrEnd();
        break;
      case "dtmf":
        this.keys.press(message.dtmf.digit);
        break;
      case "stop":
        this.callerLeft();
        break;
      default:
    }
  }

  /** The stream is over: the caller hung up, or the call was taken elsewhere. */
  callerLeft(): void {
    this.ending.left();
  }

  /** Somebody of the company takes the caller over, or ends the talk. Asked often, done once. */
  obey(asked: Asked[number]["asked"]): void {
    if (this.isObeying) return;
    this.isObeying = true;
    if (asked === "end") this.finish();
    else this.ending.now({ outcome: "taken_over", reason: "a colleague took the call over" });
  }

  /** Whatever the caller says now is not answered any more. */
  private finish(): void {
    this.rating.close();
    this.queue.forget();
    this.speech.interrupt(this.queue.activeId, this.talk.clock.now());
    this.link.ask(answersUpdate(this.talk.begun.body.hearing, false));
    const reason = "a colleague ended the talk";
    this.ending.after({ outcome: "contained", reason }, { isFirm: true });
    this.say(phrases[this.language].goodbye);
  }

  /** The caller goes on along the route. */
  handOver(reason: string): void {
    this.ending.now({ outcome: "handed_over", reason });
  }

  private ready(isAgain: boolean): void {
    const { begun } = this.talk;
    const { language } = this;
    if (isAgain && this.floor.isOpen) {
      this.speech.settle();
      this.link.ask(systemText(`${phrases[language].soFar}\n${this.transcript.soFar()}`));
      this.say(phrases[language].sorry);
      return;
    }
    // A greeting that broke off is said again, from its beginning.
    if (isAgain) this.speech.interrupt(null, this.talk.clock.now());
    this.ending.hasBegun = true;
    const talking_at = this.now().toISOString();
    this.record.update({ status: "talking", talking_at, language, model: begun.provider.model });
    this.say(promptOf(begun, language, this.now()).greeting);
  }

  private toolsAnswered(answers: Answer[]): void {
    if (this.ending.isOver) return;
    for (const answer of answers) {
      this.link.ask(toolOutput(answer.call_id, answer.output));
      this.obeyTool(answer);
    }
    // What the caller is saying is answered by the provider, with what the tools have found.
    if (this.floor.callerSpeaks) this.ending.callerSpeaks();
    else this.queue.want();
  }

  /** Sends what happened meanwhile, unless the summary of the talk will have it. */
  private toolWasLate(tool: string, answer: Answer): void {
    if (this.ending.isOver) return;
    if (this.link.isReady) this.link.ask(systemText(`${tool}: ${JSON.stringify(answer.output)}`));
    this.obeyTool(answer);
    this.floor.restOrEnd();
  }

  private obeyTool({ ending, left }: Answer): void {
    if (ending) this.ending.after(ending);
    if (left) this.ending.hasMessage = true;
  }

  private say(words: string): void {
    this.queue.want({ instructions: sayExactly(words) });
  }

  private async stop(outcome: AgentOutcome): Promise<void> {
    this.timers.clearAll();
    this.keys.forget();
    this.quiet.pauses();
    this.link.close();
    this.speech.close();
    if (!isServed(outcome)) await this.talk.recording?.stop();
  }

  private now(): Date {
    return new Date(this.talk.clock.now());
  }
}
