import type { Clock } from "@/lib/agent/socket";

/** Keys pressed one after the other are sent together. */
const togetherMs = 1_500;

type On = {
  /** 0 was pressed: that is a person, always. */
  person(): void;
  /** A first key was pressed; and these were, with spaces between them. */
  begin(): void;
  end(keys: string): void;
};

/** What a caller presses: the model hears no keys, so it gets them as text. */
export class Keys {
  private pressed: string[] = [];
  private timer: () => void = () => {};
  private readonly clock: Clock;
  private readonly on: On;

  constructor(clock: Clock, on: On) {
    this.clock = clock;
    this.on = on;
  }

  press(digit: string): void {
    if (digit === "0") {
      this.on.person();
      return;
    }
    this.timer();
    if (this.pressed.length === 0) this.on.begin();
    this.pressed.push(digit);
    this.timer = this.clock.after(togetherMs, () => {
      const keys = this.pressed.join(" ");
      this.pressed = [];
      this.on.end(keys);
    });
  }

  forget(): void {
    this.timer();
  }
}
