import { SIZE } from "@/local/realtime-voice/hearing/features";
import { END, type Grammar, START } from "@/local/realtime-voice/hearing/grammar";
import type { Template } from "@/local/realtime-voice/hearing/templates";

const NEVER = 1e18;
/** What a word costs, so that few long words win over many short ones. */
const WORD = 6;
/** What it costs that a new phrase begins within what is said. */
const PHRASE = 14;
/** Staying on a template's frame, or leaving one out. */
const WARP = 0.8;
/** Courses this much worse than the best are given up. */
const BEAM = 160;
const SILENCE = 0.6;
const SILENCE_SLOPE = 4;
const SILENCE_MARGIN = 1.5;

export type Heard = { text: string /** Mean distance of a frame; lower is surer. */; cost: number };

type Trail = { word: number; before: number };
type Course = { cost: number; trail: number };

/** What of a grammar is the same for everyone who listens by it. */
export class Vocabulary {
  readonly words: string[];
  readonly frames: Float32Array;
  /** Per template: its word, its first frame, how many. */
  readonly cuts: { word: number; first: number; length: number }[] = [];
  readonly before: number[][];
  readonly isStart: boolean[];
  readonly isEnd: boolean[];

  constructor(grammar: Grammar, templates: readonly Template[]) {
    this.words = grammar.words;
    const number = new Map(this.words.map((word, at) => [word, at]));
    const follows = (from: string, to: string) => grammar.follows.get(from)?.has(to) ?? false;
    this.before = this.words.map((word) =>
      this.words.flatMap((other, at) => (follows(other, word) ? [at] : [])),
    );
    this.isStart = this.words.map((word) => follows(START, word));
    this.isEnd = this.words.map((word) => follows(word, END));
    const used = templates.filter(({ word }) => number.has(word));
    this.frames = new Float32Array(used.reduce((sum, { frames }) => sum + frames.length, 0));
    let at = 0;
    for (const { word, frames } of used) {
      this.frames.set(frames, at);
      const length = frames.length / SIZE;
      this.cuts.push({ word: number.get(word) ?? 0, first: at / SIZE, length });
      at += frames.length;
    }
  }
}

/**
 * Finds the words of one utterance while it is spoken: dynamic programming in one pass over the
 * templates of all words, along the pairs that the grammar allows.
 */
export class Decoder {
  readonly #vocabulary: Vocabulary;
  readonly #costs: Float64Array;
  readonly #trails: Int32Array;
  readonly #isLive: Uint8Array;
  readonly #trail: Trail[] = [];
  /** Of each word, the best course that ends with it now, and the best that is silent since. */
  #ended: Course[];
  #silent: Course[];
  #start = 0;
  #best = 0;
  #frames = 0;
  #quietest = Number.POSITIVE_INFINITY;

  constructor(vocabulary: Vocabulary) {
    this.#vocabulary = vocabulary;
    const cells = vocabulary.frames.length / SIZE;
    this.#costs = new Float64Array(cells).fill(NEVER);
    this.#trails = new Int32Array(cells).fill(-1);
    this.#isLive = new Uint8Array(vocabulary.cuts.length);
    this.#ended = vocabulary.words.map(() => ({ cost: NEVER, trail: -1 }));
    this.#silent = vocabulary.words.map(() => ({ cost: NEVER, trail: -1 }));
  }

  push(frame: Float32Array): void {
    const { cuts, words } = this.#vocabulary;
    const entries = this.#entries();
    const limit = this.#best + BEAM;
    const ended: Course[] = words.map(() => ({ cost: NEVER, trail: -1 }));
    let best = NEVER;
    for (const [at, cut] of cuts.entries()) {
      const entry = entries[cut.word];
      if (!entry || (!this.#isLive[at] && entry.cost > limit)) continue;
      const lowest = this.#advance(cut, entry, frame, limit);
      this.#isLive[at] = lowest < NEVER ? 1 : 0;
      if (lowest < best) best = lowest;
      const end = ended[cut.word];
      if (!end) continue;
      for (let back = 1; back <= 2; back++) {
        const cell = cut.first + cut.length - back;
        const cost = this.#costs[cell] ?? NEVER;
        if (cost < end.cost) Object.assign(end, { cost, trail: this.#trails[cell] });
      }
    }
    this.#finish(frame, ended, best);
  }

  /** What was said, as far as it was heard; empty where nothing fits. */
  result(): Heard {
    const { words, isEnd } = this.#vocabulary;
    let last: Course = { cost: NEVER, trail: -1 };
    for (const word of words.keys()) {
      if (!isEnd[word]) continue;
      for (const course of [this.#ended[word], this.#silent[word]]) {
        if (course && course.cost < last.cost) last = course;
      }
    }
    const said: string[] = [];
    for (let at = last.trail; at >= 0; ) {
      const step = this.#trail[at];
      if (!step) break;
      said.unshift(words[step.word] ?? "");
      at = step.before;
    }
    return {
      text: said.join(" ").replaceAll("_", " "),
      cost: last.cost / Math.max(1, this.#frames),
    };
  }

  /** What it costs to begin each word now, and after what. */
  #entries(): Course[] {
    const { words, before, isStart, isEnd } = this.#vocabulary;
    const best = words.map((_, word) => this.#better(word));
    let phrase: Course = { cost: NEVER, trail: -1 };
    for (const [word, course] of best.entries()) {
      if (isEnd[word] && course.cost < phrase.cost) phrase = course;
    }
    return words.map((_, word) => {
      let { cost, trail }: Course = { cost: NEVER, trail: -1 };
      if (isStart[word]) {
        cost = this.#start;
        if (phrase.cost + PHRASE < cost)
          ({ cost, trail } = { ...phrase, cost: phrase.cost + PHRASE });
      }
      for (const other of before[word] ?? []) {
        const course = best[other];
        if (course && course.cost < cost) ({ cost, trail } = course);
      }
      return { cost: cost + WORD, trail };
    });
  }

  #better(word: number): Course {
    const ended = this.#ended[word] ?? { cost: NEVER, trail: -1 };
    const silent = this.#silent[word] ?? ended;
    return ended.cost < silent.cost ? ended : silent;
  }

  /** One frame further in one template, from its end to its beginning; gives the lowest cost. */
  #advance(
    { first, length }: { first: number; length: number },
    entry: Course,
    frame: Float32Array,
    limit: number,
  ): number {
    const costs = this.#costs;
    const trails = this.#trails;
    const { frames } = this.#vocabulary;
    let lowest = NEVER;
    for (let at = length - 1; at >= 0; at--) {
      const cell = first + at;
      let cost = (costs[cell] ?? NEVER) + WARP;
      let trail = trails[cell] ?? -1;
      if (at > 0 && (costs[cell - 1] ?? NEVER) < cost) {
        cost = costs[cell - 1] ?? NEVER;
        trail = trails[cell - 1] ?? -1;
      }
      if (at > 1 && (costs[cell - 2] ?? NEVER) + WARP < cost) {
        cost = (costs[cell - 2] ?? NEVER) + WARP;
        trail = trails[cell - 2] ?? -1;
      }
      if (at <= 1 && entry.cost < cost) ({ cost, trail } = entry);
      if (cost > limit) {
        costs[cell] = NEVER;
        continue;
      }
      let sum = 0;
      const offset = cell * SIZE;
      for (let index = 0; index < SIZE; index++) {
        const difference = (frames[offset + index] ?? 0) - (frame[index] ?? 0);
        sum += difference * difference;
      }
      cost += Math.sqrt(sum);
      costs[cell] = cost;
      trails[cell] = trail;
      if (cost < lowest) lowest = cost;
    }
    return lowest;
  }

  /** Notes which words end here, and lets silence go on. */
  #finish(frame: Float32Array, ended: Course[], best: number): void {
    const loudness = frame[0] ?? 0;
    this.#quietest = Math.min(this.#quietest, loudness);
    const louder = Math.max(0, loudness - this.#quietest - SILENCE_MARGIN);
    const silence = SILENCE + louder * SILENCE_SLOPE;
    let lowest = Math.min(best, this.#start + silence);
    this.#silent = this.#silent.map((course, word) => {
      const from = this.#better(word);
      const cost = from.cost + silence;
      if (cost < lowest) lowest = cost;
      return cost < NEVER ? { cost, trail: from.trail } : course;
    });
    for (const [word, course] of ended.entries()) {
      if (course.cost >= NEVER) continue;
      this.#trail.push({ word, before: course.trail });
      course.trail = this.#trail.length - 1;
    }
    this.#ended = ended;
    this.#start += silence;
    this.#best = lowest;
    this.#frames++;
  }
}
