import { z } from "zod";
import { cleanLine, cleanParagraphs } from "@/lib/core/text";
import { ruleKinds } from "@/lib/messages/rule-kinds";
import { maxBody } from "@/lib/messages/schema";
import { unknownVariables, variables } from "@/lib/messages/template";

const many = z.coerce
  .number({ error: "Enter a number of messages." })
  .int({ error: "Enter a whole number." })
  .min(1, { error: "At least 1." })
  .max(100_000, { error: "At most 100,000." });

/** How often: messages are counted over the last 60 minutes and the last 24 hours. */
export const MessageLimits = z
  .object({
    user_messages_per_hour: many,
    user_messages_per_day: many,
    tenant_messages_per_hour: many,
    tenant_messages_per_day: many,
  })
  .superRefine((limits, context) => {
    const message = "The limit per day can't be lower than the limit per hour.";
    const report = (field: string) => context.addIssue({ code: "custom", path: [field], message });
    if (limits.user_messages_per_day < limits.user_messages_per_hour) {
      report("user_messages_per_day");
    }
    if (limits.tenant_messages_per_day < limits.tenant_messages_per_hour) {
      report("tenant_messages_per_day");
    }
  });

/** "21:00" as Postgres writes it; null when it is left empty. */
const clock = z.preprocess(
  (value) => (value === "" ? null : value),
  z
    .string()
    .regex(/^([01]\d|2[0-3]):[0-5]\d(:00)?$/, { error: "Enter a time, as 21:00." })
    .transform((time) => (time.length === 5 ? `${time}:00` : time))
    .nullable(),
);

/** When nobody is texted, where they are; both are left empty for at any hour. */
export const QuietForm = z
  .object({ quiet_from: clock, quiet_until: clock })
  .superRefine(({ quiet_from: from, quiet_until: until }, context) => {
    if ((from === null) === (until === null)) return;
    const field = from === null ? "quiet_from" : "quiet_until";
    const message = "Enter both times, or leave both empty.";
    context.addIssue({ code: "custom", path: [field], message });
  });

/** A text with variables, all of which there are. */
const templateText = z
  .string({ error: "Write the text." })
  .overwrite(cleanParagraphs)
  .min(1, { error: "Write the text." })
  .max(maxBody, { error: "At most 1,600 characters." })
  .superRefine((text, context) => {
    const [unknown] = unknownVariables(text);
    if (!unknown) return;
    const known = Object.keys(variables).map((name) => `{${name}}`);
    const message = `{${unknown}} isn't a variable. There are ${known.join(", ")}.`;
    context.addIssue({ code: "custom", message });
  });

/** `id` is empty for a new template. */
export const TemplateForm = z.object({
  id: z.preprocess((id) => id || undefined, z.uuid().optional()),
  name: z
    .string({ error: "Enter a name." })
    .overwrite(cleanLine)
    .min(1, { error: "Enter a name." })
    .max(60, { error: "At most 60 characters." }),
  body: templateText,
});

export const OneTemplate = z.object({ id: z.uuid() });

const day = z.coerce.number().int().min(1).max(7);

/** An automatic reply, a new one without `id`: its kind says which other fields count. */
export const RuleForm = z
  .object({
    id: z.preprocess((id) => id || undefined, z.uuid().optional()),
    kind: z.enum(ruleKinds, { error: "Choose one." }),
    phone_number_id: z.preprocess((id) => id || null, z.uuid().nullable()),
    keyword: z
      .string()
      .overwrite(cleanLine)
      .max(40, { error: "At most 40 characters." })
      .default(""),
    action: z.enum(["reply", "task"]).default("reply"),
    body: templateText,
    open_from: clock.default(null),
    open_until: clock.default(null),
    open_days: z.preprocess(
      (days) => (days === undefined ? [] : [days].flat()),
      z.array(day).transform((days) => [...new Set(days)].sort()),
    ),
  })
  .superRefine(({ kind, keyword, open_from, open_until }, context) => {
    const report = (field: string, message: string) =>
      context.addIssue({ code: "custom", path: [field], message });
    if (kind === "keyword" && !/^[\p{L}\p{N}]+$/u.test(keyword)) {
      report("keyword", "Enter one word, of letters and digits.");
    }
    if (kind === "away" && open_from === null) report("open_from", "Enter when somebody answers.");
    if (kind === "away" && open_until === null) {
      report("open_until", "Enter until when somebody answers.");
    }
  })
  .transform(({ keyword, open_from, open_until, action, ...rule }) => ({
    ...rule,
    keyword: rule.kind === "keyword" ? keyword : null,
    action: rule.kind === "missed_call" ? ("reply" as const) : action,
    ...(rule.kind === "away" ? { open_from, open_until } : { open_from: null, open_until: null }),
  }));

export const SwitchRule = z.object({ id: z.uuid(), enabled: z.stringbool() });
