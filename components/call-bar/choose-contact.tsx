"use client";

import { Check, ChevronDown } from "lucide-react";
import { useState } from "react";
import { Menu } from "@/components/ui/menu";
import { MenuItem } from "@/components/ui/menu-item";
import { chooseContact } from "@/lib/calls/actions";

type Candidate = { id: string; name: string; company: string };

/** Asks which of the contacts that share a call's number the call is with. */
export function ChooseContact({
  callId,
  chosen,
  candidates,
}: {
  callId: string;
  chosen: string;
  candidates: Candidate[];
}) {
  const [problem, setProblem] = useState<string>();

  async function choose(id: string) {
    const form = new FormData();
    form.set("call", callId);
    form.set("contact", id);
    const answer = await chooseContact({ kind: "idle" }, form);
    setProblem("message" in answer ? answer.message : undefined);
  }

  return (
    <div className="text-[13px]">
      <Menu
        face={
          <>
            Which contact is this?
            <ChevronDown aria-hidden className="size-3.5" />
          </>
        }
        className="-ml-1 inline-flex min-h-8 items-center gap-1 rounded-md px-1 font-medium text-accent-text hover:bg-sunken md:min-h-6"
      >
        {candidates.map(({ id, name, company }) => (
          <MenuItem key={id} action={() => choose(id)}>
            {id === chosen ? <Check aria-hidden /> : <span className="size-4 shrink-0" />}
            <span className="min-w-0 break-words">
              {name}
              {company && <span className="text-muted">, {company}</span>}
              {id === chosen && <span className="sr-only"> (now)</span>}
            </span>
          </MenuItem>
        ))}
      </Menu>
      {problem && (
        <p role="alert" className="text-danger-text">
          {problem}
        </p>
      )}
    </div>
  );
}
