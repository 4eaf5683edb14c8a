import { RuleFields } from "@/components/messages/rule-fields";
import { RuleSwitch } from "@/components/messages/rule-switch";
import { DeleteLine } from "@/components/settings/delete-line";
import { EditInDialog } from "@/components/settings/edit-in-dialog";
import { Badge } from "@/components/ui/badge";
import { Card } from "@/components/ui/card";
import { Form } from "@/components/ui/form";
import { FormNotice } from "@/components/ui/form-notice";
import { SubmitButton } from "@/components/ui/submit-button";
import type { MessageRule } from "@/lib/messages/auto/store";
import { removeMessageRule, saveMessageRule } from "@/lib/messages/settings-actions";
import { ruleTitle } from "@/lib/messages/words/rule";
import { numberChoice } from "@/lib/numbers/words";

type Numbers = { id: string; number: string; name: string | null }[];

/** What is answered automatically; for admins. */
export function MessageRules({
  rules,
  numbers,
  country,
}: {
  rules: MessageRule[];
  numbers: Numbers;
  country: string;
}) {
  const choices = numbers.map((each) => ({ id: each.id, label: numberChoice(each, country) }));
  return (
    <Card
      title="Automatic replies"
      description="Each goes to a person at most once a day, and is marked as automatic in the conversation. People who text get an answer immediately, at any hour; a missed caller is texted when their quiet hours are over. STOP, START and HELP are answered by Twilio. The task of “Every text” is made besides a reply."
      flush
    >
      {rules.length > 0 && (
        <ul aria-label="Automatic replies" className="divide-y divide-line border-t border-line">
          {rules.map((rule) => (
            <li key={rule.id} className="flex flex-wrap items-start gap-x-3 gap-y-1 px-5 py-2.5">
              <span className="min-w-40 flex-1 break-words">
                <span className="flex flex-wrap items-center gap-2 font-medium text-ink">
                  {ruleTitle(rule)}
                  {!rule.enabled && <Badge>Off</Badge>}
                </span>
                <span className="block whitespace-pre-line text-muted">
                  {rule.action === "task" ? `Task: ${rule.body}` : rule.body}
                </span>
                <span className="block text-xs text-muted">
                  {choices.find(({ id }) => id === rule.phone_number_id)?.label ?? "All numbers"}
                </span>
              </span>
              <span className="flex flex-wrap items-center">
                <RuleSwitch id={rule.id} title={ruleTitle(rule)} enabled={rule.enabled} />
                <EditInDialog id={rule.id} name={ruleTitle(rule)} action={saveMessageRule}>
                  <RuleFields numbers={choices} rule={rule} />
                </EditInDialog>
                <DeleteLine
                  name={ruleTitle(rule)}
                  title={`Delete “${ruleTitle(rule)}”?`}
                  description="Nothing is answered by it any more. This can't be undone."
                  action={removeMessageRule}
                  fields={{ id: rule.id }}
                />
              </span>
            </li>
          ))}
        </ul>
      )}
      <div className="border-t border-line px-5 py-4">
        <Form action={saveMessageRule} label="New automatic reply" className="flex flex-col gap-4">
          <RuleFields numbers={choices} />
          <FormNotice />
          <SubmitButton className="self-start">Add automatic reply</SubmitButton>
        </Form>
      </div>
    </Card>
  );
}
