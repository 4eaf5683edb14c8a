import type { Heard } from "@/lib/agent/playback";
import type { TalkRecord } from "@/lib/agent/record";

/** How many lines a new connection gets. */
const maxLines = 40;

type Spoken = { number: number; said: string; totalMs: number; cutMs: number | null };

/** What was heard of a text when so much of its sound was: whole words. */
export function heardOf(said: string, ms: number, totalMs: number): string {
  if (ms >= totalMs) return said;
  const length = Math.floor((said.length * ms) / Math.max(totalMs, 1));
  const cut = said.slice(0, length);
  if (/\s/.test(said.charAt(length)) || length === 0) return cut.trimEnd();
  return cut.replace(/\S*$/, "").trimEnd();
}

/** The turns of a talk: what each item of the provider says, and what the caller heard of it. */
export class Transcript {
  private readonly callers = new Map<string, number>();
  private readonly agents = new Map<string, Spoken>();
  /** The last words of the caller, for whoever takes over. */
  lastOfCaller = "";
  private readonly record: TalkRecord;

  constructor(record: TalkRecord) {
    this.record = record;
  }

  /** The caller has said something; what, comes later. */
  callerSpoke(item: string, startedAt: Date): void {
    if (this.callers.has(item)) return;
    const turn = { who: "caller", said: "", heard: null, interrupted: false } as const;
    const started_at = startedAt.toISOString();
    this.callers.set(item, this.record.addTurn({ ...turn, started_at }));
  }

  callerSaid(item: string, text: string): void {
    const number = this.callers.get(item);
    const said = text.trim().slice(0, 10_000);
    if (said) this.lastOfCaller = said;
    if (number !== undefined) this.record.changeTurn(number, { said });
  }

  /** What the caller did instead of speaking. */
  callerPressed(text: string, at: Date): void {
    const turn = { who: "caller", said: text, heard: null, interrupted: false } as const;
    this.record.addTurn({ ...turn, started_at: at.toISOString() });
  }

  /** Sound of the agent, whether or not it is played. True for the first of an item. */
  agentSounds(item: string, ms: number, at: Date): boolean {
    const spoken = this.agents.get(item) ?? this.agentBegins(item, at);
    // Its words may have come before.
    const isFirst = spoken.totalMs === 0;
    spoken.totalMs += ms;
    return isFirst;
  }

  private agentBegins(item: string, at: Date): Spoken {
    const turn = { who: "agent", said: "", heard: null, interrupted: false } as const;
    const number = this.record.addTurn({ ...turn, started_at: at.toISOString() });
    const spoken = { number, said: "", totalMs: 0, cutMs: null };
    this.agents.set(item, spoken);
    return spoken;
  }

  agentSays(item: string, text: string, isAll: boolean, at: Date): void {
    const spoken = this.agents.get(item) ?? this.agentBegins(item, at);
    spoken.said = (isAll ? text : spoken.said + text).slice(0, 10_000);
    this.record.changeTurn(spoken.number, {
      said: spoken.said,
      ...(spoken.cutMs !== null && { heard: this.heard(spoken, spoken.cutMs) }),
    });
  }

  turnOf(item: string): number | undefined {
    return this.agents.get(item)?.number;
  }

  /** The caller spoke while this was playing. */
  cut({ item_id, ms }: Heard, clearMs: number): void {
    const spoken = this.agents.get(item_id);
    if (!spoken || spoken.cutMs !== null) return;
    spoken.cutMs = ms;
    const heard = this.heard(spoken, ms);
    this.record.changeTurn(spoken.number, { heard, interrupted: true, clear_ms: clearMs });
  }

  /** What was not cut by now is heard as far as it was played. */
  settle(heardOfItem: (item: string) => Heard | null): void {
    for (const [item, spoken] of this.agents) {
      if (spoken.cutMs !== null) continue;
      const heard = heardOfItem(item);
      if (!heard) continue;
      if (heard.isWhole) spoken.cutMs = Number.POSITIVE_INFINITY;
      const text = this.heard(spoken, heard.isWhole ? spoken.totalMs : heard.ms);
      if (heard.isWhole || heard.ms > 0) this.record.changeTurn(spoken.number, { heard: text });
    }
  }

  /** What was never played was not heard. */
  close(): void {
    for (const { number } of this.agents.values()) {
      if (this.record.turns.get(number)?.heard === null) {
        this.record.changeTurn(number, { heard: "" });
      }
    }
  }

  private heard({ said, totalMs }: Spoken, ms: number): string {
    return heardOf(said, ms, totalMs);
  }

  /** What was said and done so far, for a provider that knows nothing of it. */
  soFar(): string {
    const did = [...this.record.tools.values()];
    const doneAfter = (number: number) =>
      did
        .filter(({ turn }) => turn === number)
        .map((one) => `${one.tool} ${one.arguments}: ${one.result ?? "(no result yet)"}`);
    return [...this.record.turns.values()]
      .flatMap(({ number, who, said, heard }) => {
        const words = who === "agent" ? (heard ?? "") : said;
        return [...(words ? [`${who}: ${words}`] : []), ...doneAfter(number)];
      })
      .slice(-maxLines)
      .join("\n");
  }
}
