import { HeardTurns } from "@/lib/agent/heard-turns";
import type { AgentLanguage } from "@/lib/agent/languages";
import type { TalkRecord } from "@/lib/agent/record";
import { type Ran, runTool } from "@/lib/agent/run-tool";
import type { Talk } from "@/lib/agent/talk";
import type { Ending } from "@/lib/agent/tools/tool";

/** How long a tool may take before the agent says that it is at it. */
const fillerMs = 700;

type Asked = { response_id: string; call_id: string; name: string; arguments: string };
export type Answer = { call_id: string; output: object; ending?: Ending; left?: "message" };

type Runner = {
  talk: Pick<Talk, "tenantId" | "callId" | "begun" | "tools" | "clock">;
  record: TalkRecord;
  language: AgentLanguage;
  filler(words: string): void;
  /** All tools of a response have answered, and it is over. */
  answered(answers: Answer[]): void;
  /** A tool that an earlier connection asked for has answered. */
  late(tool: string, answer: Answer): void;
};

/** Of one response: what it asked for and what came of it. */
type Group = {
  running: number;
  isDone: boolean;
  /** Its connection was lost: nobody asks for its answers any more. */
  isLost: boolean;
  answers: Answer[];
  same: Map<string, Promise<Ran>>;
};

/**
 * Runs what the model asks for, at once; its answers are given together, once the response that
 * asked is over. The same asked twice in one response is done once.
 */
export class ToolRunner {
  /** How long tools ran since the caller spoke last. */
  tookMs = 0;
  private readonly groups = new Map<string, Group>();
  private readonly known = new Set<string>();
  private readonly heard = new HeardTurns();
  private readonly with: Runner;

  constructor(runner: Runner) {
    this.with = runner;
  }

  get isBusy(): boolean {
    return this.groups.size > 0;
  }

  forgetTime(): void {
    this.tookMs = 0;
  }

  run(asked: Asked): void {
    // Two events tell of each call.
    if (this.known.has(asked.call_id)) return;
    this.known.add(asked.call_id);
    const group = this.groups.get(asked.response_id) ?? {
      ...{
        running: 0,
        isDone: false,
        isLost: false,
        answers: [],
        same: new Map<string, Promise<Ran>>(),
      },
    };
    this.groups.set(asked.response_id, group);
    group.running += 1;
    this.answer(asked, group);
  }

  private async answer(asked: Asked, group: Group): Promise<void> {
    const { talk, record, language, filler } = this.with;
    const { begun, clock } = talk;
    const tool = talk.tools.find(({ name }) => name === asked.name);
    const at = clock.now();
    const now = new Date(at);
    const number = record.addTool({
      ...{ tool_call_id: asked.call_id, tool: asked.name.slice(0, 100), state: "running" },
      ...{ arguments: asJson(asked.arguments), result: null },
      ...{ started_at: now.toISOString(), took_ms: null },
    });
    const words = tool?.filler?.[language];
    const cancel = words ? clock.after(fillerMs, () => filler(words)) : () => {};
    const key = `${asked.name} ${asked.arguments}`;
    const context = {
      ...{ tenantId: talk.tenantId, callId: talk.callId, sessionId: begun.session_id },
      ...{ toolCallId: asked.call_id, language, timeZone: begun.time_zone, now },
      languages: begun.body.languages,
      caller: { phone: begun.caller.phone, contactId: begun.caller.contact_id },
      turnsOfCaller: this.heard.upTo(record.turns),
    };
    const work = group.same.get(key) ?? runTool(tool, asked.arguments, context, clock);
    group.same.set(key, work);
    const { result, state } = await work;
    cancel();
    const took_ms = clock.now() - at;
    this.tookMs += took_ms;
    record.changeTool(number, { result: JSON.stringify(result), state, took_ms });
    const { ending, left, ...output } = result;
    const answer = {
      ...{ call_id: asked.call_id, output },
      ...(ending && { ending }),
      ...(left && { left }),
    };
    group.running -= 1;
    if (group.isLost) return this.with.late(asked.name, answer);
    group.answers.push(answer);
    this.giveAnswers(asked.response_id, group);
  }

  /** A response is over, also one that the caller has cut short: what it asked for is done. */
  responseDone(id: string): void {
    const group = this.groups.get(id);
    if (!group) return;
    group.isDone = true;
    this.giveAnswers(id, group);
  }

  /** The connection was lost that asked: what runs goes on, what has answered is in the record. */
  forget(): Answer[] {
    const groups = [...this.groups.values()];
    this.groups.clear();
    for (const group of groups) group.isLost = true;
    return groups.flatMap(({ answers }) => answers);
  }

  private giveAnswers(id: string, group: Group): void {
    if (!group.isDone || group.running > 0 || !this.groups.delete(id)) return;
    this.heard.pass(this.with.record.turns);
    this.with.answered(group.answers);
  }
}

/** Arguments as they are stored, also where they are no JSON. */
function asJson(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text || "{}"));
  } catch {
    return JSON.stringify(text.slice(0, 2_000));
  }
}
