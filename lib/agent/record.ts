import type { Figures, ToolRow, TurnRow, Written } from "@/lib/agent/machine";
import type { Clock } from "@/lib/agent/socket";
import { tokensOf, transcriptOf } from "@/lib/agent/usage";
import { isUnavailable } from "@/lib/db/machine/connection";

/** How often what was said is stored, and again after it could not be. */
const everyMs = 250;
const againMs = 1_000;

/**
 * What is stored of a talk. Nothing waits for it: changes are gathered and written a few times a
 * second, one write at a time; what could not be written is written with the next.
 */
export class TalkRecord {
  readonly turns = new Map<number, TurnRow>();
  readonly tools = new Map<number, ToolRow>();
  private changedTurns = new Set<number>();
  private changedTools = new Set<number>();
  private figures: Figures = {};
  private readonly counts = { interruptions: 0, silences: 0, reconnects: 0 };
  private readonly usage: Record<string, number> = {};
  private timer: (() => void) | null = null;
  private writing: Promise<void> | null = null;

  private readonly clock: Clock;
  private readonly write: (written: Written) => Promise<void>;

  constructor(clock: Clock, write: (written: Written) => Promise<void>) {
    this.clock = clock;
    this.write = write;
  }

  /** A new turn's number, from 1. */
  addTurn(turn: Omit<TurnRow, "number">): number {
    const number = this.turns.size + 1;
    this.turns.set(number, { ...turn, number });
    this.turnChanged(number);
    return number;
  }

  changeTurn(number: number, change: Partial<TurnRow>): void {
    const turn = this.turns.get(number);
    if (!turn) return;
    this.turns.set(number, { ...turn, ...change });
    this.turnChanged(number);
  }

  private turnChanged(number: number): void {
    this.changedTurns.add(number);
    this.soon(everyMs);
  }

  addTool(tool: Omit<ToolRow, "number" | "turn">): number {
    const number = this.tools.size + 1;
    this.tools.set(number, { ...tool, number, turn: this.turns.size });
    this.changedTools.add(number);
    this.soon(everyMs);
    return number;
  }

  changeTool(number: number, change: Partial<ToolRow>): void {
    const tool = this.tools.get(number);
    if (!tool) return;
    this.tools.set(number, { ...tool, ...change });
    this.changedTools.add(number);
    this.soon(everyMs);
  }

  update(figures: Figures): void {
    this.figures = { ...this.figures, ...figures };
    this.soon(everyMs);
  }

  /** Resolves once it is written, or could not be. */
  async updateNow(figures: Figures): Promise<void> {
    this.figures = { ...this.figures, ...figures };
    // What is being written does not have it.
    await this.writing;
    await this.flush();
  }

  count(what: keyof TalkRecord["counts"]): void {
    this.counts[what] += 1;
    this.update({ ...this.counts });
  }

  /** What the provider says that a response has used. */
  addUsage(usage: object): void {
    this.addUsed(tokensOf(usage));
  }

  /** And writing down words of the caller. */
  addTranscription(usage: object): void {
    this.addUsed(transcriptOf(usage));
  }

  private addUsed(used: Record<string, number>): void {
    for (const [kind, count] of Object.entries(used)) {
      this.usage[kind] = (this.usage[kind] ?? 0) + count;
    }
    this.update({ usage: this.usage });
  }

  /** Writes what is left; resolves once it is written, or could not be. */
  async close(): Promise<void> {
    this.timer?.();
    this.timer = null;
    await this.writing;
    await this.flush();
  }

  private soon(ms: number): void {
    this.timer ??= this.clock.after(ms, () => {
      this.timer = null;
      this.flush();
    });
  }

  private flush(): Promise<void> {
    this.writing ??= this.writeChanges().finally(() => {
      this.writing = null;
    });
    return this.writing;
  }

  private async writeChanges(): Promise<void> {
    const [turns, tools, figures] = [this.changedTurns, this.changedTools, this.figures];
    if (turns.size + tools.size + Object.keys(figures).length === 0) return;
    [this.changedTurns, this.changedTools, this.figures] = [new Set(), new Set(), {}];
    try {
      await this.write({
        turns: [...turns].flatMap((number) => this.turns.get(number) ?? []),
        tools: [...tools].flatMap((number) => this.tools.get(number) ?? []),
        figures,
      });
    } catch (error) {
      console.error("A talk could not be stored:", error);
      const hasRows = turns.size + tools.size > 0;
      // What is refused is refused again: its rows are given up, and then the talk's own.
      if (!isUnavailable(error) && !hasRows) return;
      this.figures = { ...figures, ...this.figures };
      this.soon(againMs);
      if (!isUnavailable(error)) return;
      for (const number of turns) this.changedTurns.add(number);
      for (const number of tools) this.changedTools.add(number);
    }
  }
}
