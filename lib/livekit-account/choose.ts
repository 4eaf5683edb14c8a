import "server-only";
import type { z } from "zod";
import { FieldError } from "@/lib/auth/action";
import type { Member } from "@/lib/auth/member";
import type { Edit } from "@/lib/edits/decide";
import { auditedEditors } from "@/lib/edits/editors";
import { saveEdit } from "@/lib/edits/save";
import { forgetAccount } from "@/lib/livekit/account";
import type { ChooseWay } from "@/lib/livekit-account/schema";
import { changeChoices, readLivekit } from "@/lib/livekit-account/store";
import { nothingSaved } from "@/lib/livekit-account/words";

type Way = z.output<typeof ChooseWay>;

/**
 * Chooses how calls reach the browser, beside phones or not, and when silence ends them; `edit` is
 * what the form was opened with. Throws a `FieldError` where LiveKit is chosen and not set up.
 */
export async function chooseWay(member: Member, typed: Way, edit?: Edit): Promise<void> {
  const { db, tenant } = member;
  await saveEdit<Way>(edit, typed, {
    read: async () => {
      const { is_on, has_programmable_sip, silence_seconds } = await readSaved(member);
      return { way: is_on ? "livekit" : "twilio", has_programmable_sip, silence_seconds };
    },
    write: async (changes, current) => {
      const saved = await readSaved(member);
      const isOn = { ...current, ...changes }.way === "livekit";
      if (isOn && !saved.set_up_at) throw new FieldError("way", "Set up LiveKit first");
      if (isOn && !saved.sip_host) throw new FieldError("way", "Enter LiveKit's SIP host first");
      const { way: _, ...rest } = changes;
      const wanted = { ...rest, ...(changes.way && { is_on: isOn }) };
      if (Object.keys(wanted).length === 0) return true;
      const { way, ...unchanged } = current;
      const before = { ...unchanged, is_on: way === "livekit" };
      const isWritten = await changeChoices(db, tenant.id, wanted, before, new Date());
      forgetAccount(tenant.id);
      return isWritten;
    },
    describe: (field, value) => ({
      name: names[field] ?? field,
      value: String(value ?? "off"),
    }),
    editors: async (fields) => {
      const columns = fields.map((field) => (field === "way" ? "is_on" : field));
      const about = { kind: "livekit", subject: null };
      const editors = await auditedEditors(member, about, columns);
      return new Map(fields.map((field, nth) => [field, editors.get(columns[nth] ?? field)]));
    },
  });
}

const names: Record<string, string> = {
  way: "the way",
  has_programmable_sip: "Enhanced Programmable SIP",
  silence_seconds: "the silence",
};

async function readSaved({ db, tenant }: Member) {
  const saved = await readLivekit(db, tenant.id);
  if (!saved) throw nothingSaved();
  return saved;
}
