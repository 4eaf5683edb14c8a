import { userText } from "@/lib/agent/asking";
import type { Floor } from "@/lib/agent/floor";
import type { ProviderLink } from "@/lib/agent/provider-link";
import type { Quiet } from "@/lib/agent/quiet";
import type { Rating } from "@/lib/agent/rating";
import type { Clock } from "@/lib/agent/socket";
import type { Transcript } from "@/lib/agent/transcript";
import type { ResponseQueue } from "@/lib/agent/turns";

/** Keys pressed one after the other are sent together. */
const togetherMs = 1_500;

type With = {
  clock: Clock;
  floor: Floor;
  link: ProviderLink;
  queue: ResponseQueue;
  quiet: Quiet;
  rating: Rating;
  transcript: Transcript;
  /** What the model reads of keys, with spaces between them. */
  words(keys: string): string;
  /** 0 was pressed: that is a person, always. */
  person(): void;
};

/**
 * What a caller presses: an answer to the rating's question, or else text for the model, which
 * hears no keys.
 */
export class Keys {
  private pressed: string[] = [];
  private timer: () => void = () => {};
  private readonly with: With;

  constructor(given: With) {
    this.with = given;
  }

  press(digit: string): void {
    const { clock, floor, quiet, rating, person } = this.with;
    if (rating.press(digit)) return;
    quiet.ends();
    if (digit === "0") {
      person();
      return;
    }
    this.timer();
    if (this.pressed.length === 0) floor.keyPressed();
    this.pressed.push(digit);
    this.timer = clock.after(togetherMs, () => this.send());
  }

  forget(): void {
    this.timer();
  }

  private send(): void {
    const { clock, link, queue, transcript, words } = this.with;
    const text = words(this.pressed.join(" "));
    this.pressed = [];
    transcript.callerPressed(text, new Date(clock.now()));
    link.ask(userText(text));
    queue.want();
  }
}
