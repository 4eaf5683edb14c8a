"use client";

import { Plus, X } from "lucide-react";
import { keyed } from "@/components/routing/keyed";
import { Button } from "@/components/ui/button";
import { IconButton } from "@/components/ui/icon-button";
import { TextField } from "@/components/ui/text-field";
import { TextareaField } from "@/components/ui/textarea-field";
import type { AgentSettings } from "@/lib/agent/settings/schema";

type Answers = AgentSettings["knowledge"]["answers"];

const maxAnswers = 100;

/** Questions that callers ask, each with its answer. */
export function AnswerFields({
  answers,
  onAnswers,
}: {
  answers: Answers;
  onAnswers: (answers: Answers) => void;
}) {
  const change = (place: number, changed: Partial<Answers[number]>) =>
    onAnswers(answers.map((one, index) => (index === place ? { ...one, ...changed } : one)));
  return (
    <fieldset className="flex flex-col gap-4">
      <legend className="mb-1.5 text-sm font-medium text-ink">Questions and answers</legend>
      {keyed(answers).map(({ item: { question, answer }, index, key }) => (
        <div key={key} className="flex flex-col gap-3 rounded-lg border border-line p-3">
          <div className="flex items-end gap-2">
            <TextField
              label={`Question ${index + 1}`}
              name={`draft.knowledge.answers.${index}.question`}
              maxLength={300}
              autoComplete="off"
              className="flex-1"
              placeholder="Do you work on weekends?"
              value={question}
              onChange={({ target }) => change(index, { question: target.value })}
            />
            <IconButton
              label={`Remove question ${index + 1}`}
              onClick={() => onAnswers(answers.filter((_, place) => place !== index))}
            >
              <X aria-hidden />
            </IconButton>
          </div>
          <TextareaField
            label={`Answer ${index + 1}`}
            name={`draft.knowledge.answers.${index}.answer`}
            maxLength={1000}
            rows={2}
            value={answer}
            onChange={({ target }) => change(index, { answer: target.value })}
          />
        </div>
      ))}
      {answers.length < maxAnswers && (
        <Button
          size="sm"
          className="self-start"
          onClick={() => onAnswers([...answers, { question: "", answer: "" }])}
        >
          <Plus aria-hidden className="size-4" />
          Add a question
        </Button>
      )}
    </fieldset>
  );
}
