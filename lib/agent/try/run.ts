import "server-only";
import { randomUUID } from "node:crypto";
import { sessionUpdate } from "@/lib/agent/asking";
import { openRealtimeKey } from "@/lib/agent/key";
import { phrases } from "@/lib/agent/prompt/phrases";
import { promptOf } from "@/lib/agent/prompt/prompt";
import { realtimeKey } from "@/lib/agent/provider/machine";
import { toolsOf } from "@/lib/agent/tools/registry";
import type { ToolContext } from "@/lib/agent/tools/tool";
import { runDry } from "@/lib/agent/try/dry";
import { itemsOf } from "@/lib/agent/try/items";
import type { TryInput } from "@/lib/agent/try/schema";
import type { TryEvent, TryItem } from "@/lib/agent/try/talk";
import type { Member } from "@/lib/auth/member";
import { env } from "@/lib/core/env";
import { AppError } from "@/lib/core/errors";
import { openRealtime } from "@/lib/speech/realtime";
import { TalkProblem, talkInWriting } from "@/lib/speech/text-talk";

/**
 * What a draft answers, by the tenant's own model, in writing. The provider gets all that was
 * said before: nothing is kept between two turns. Throws `conflict` without a provider.
 */
export async function tryDraft(
  { tenant, user_id }: Member,
  { draft, talk, says }: TryInput,
): Promise<AsyncGenerator<TryEvent>> {
  const provider = await realtimeKey(tenant.id, user_id);
  if (!provider) {
    throw new AppError("conflict", "no_provider", "Connect a model in Settings → Voice agent.");
  }
  const apiKey = openRealtimeKey(provider.api_key_ciphertext, tenant.id);
  const [language = "en"] = draft.languages;
  const now = new Date();
  const caller = { phone: null, contact_id: null, name: null };
  const { instructions, greeting } = promptOf(
    {
      ...{ body: draft, company: tenant.name, time_zone: tenant.time_zone, caller },
      is_recorded: tenant.recording_enabled,
    },
    language,
    now,
  );
  // Said for it, as in a call.
  if (says === null) return greet(greeting);
  const tools = toolsOf(draft.tools);
  const wanted = { provider, settings: draft, instructions, language, tools };
  const update = sessionUpdate({ ...wanted, answers: true });
  const session = { ...update.session, output_modalities: ["text"] };
  const said: TryItem[] = [...talk, { kind: "caller", text: says }];
  const context: Omit<ToolContext, "toolCallId"> = {
    ...{ tenantId: tenant.id, callId: randomUUID(), sessionId: randomUUID(), language, now },
    languages: draft.languages,
    ...{ caller: { phone: null, contactId: null }, timeZone: tenant.time_zone },
    turnsOfCaller: said.filter(({ kind }) => kind === "caller").length,
  };
  const endpoint = { baseUrl: provider.base_url, model: provider.model, apiKey };
  return answers();

  async function* answers(): AsyncGenerator<TryEvent> {
    const done: TryEvent[] = [];
    const events = talkInWriting(
      (on) => openRealtime(endpoint, env().REALTIME_STAND_IN_URL, on),
      [{ ...update, session }, ...itemsOf(said)],
      async (call) => {
        const tool = tools.find(({ name }) => name === call.name);
        const dry = tool
          ? await runDry(tool, call.arguments, { settings: draft, context, toolCallId: call.id })
          : { result: { ok: false, say: phrases[language].unknownTool }, ends: null };
        const result = JSON.stringify(dry.result);
        const { kind: _, ...asked } = call;
        const title = tool?.title ?? call.name;
        done.push({ kind: "item", item: { kind: "tool", ...asked, title, result } });
        if (dry.ends) done.push({ kind: "ends", words: dry.ends });
        return dry.ends ? null : result;
      },
    );
    try {
      for await (const event of events) {
        yield* done.splice(0);
        if (event.kind === "says") yield event;
        else if (event.kind === "said") yield item({ kind: "agent", text: event.text });
        else {
          const title = tools.find(({ name }) => name === event.name)?.title;
          yield { kind: "runs", title: title ?? event.name };
        }
      }
      yield* done.splice(0);
    } catch (error) {
      if (!(error instanceof TalkProblem)) console.error("trying a voice agent:", error);
      const message = error instanceof TalkProblem ? error.message : "Something went wrong.";
      yield { kind: "failed", message };
    }
  }
}

async function* greet(greeting: string): AsyncGenerator<TryEvent> {
  yield item({ kind: "agent", text: greeting });
}

const item = (said: TryItem): TryEvent => ({ kind: "item", item: said });
