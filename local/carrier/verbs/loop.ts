/** `loop="0"` repeats up to a thousand times. */
const MAX_LOOPS = 1000;

/** Counts the repetitions that a `loop` attribute asks for. */
export function* timesOf(loop: number): Generator<number> {
  for (let time = 0; time < (loop || MAX_LOOPS); time++) yield time;
}
