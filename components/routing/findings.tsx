"use client";

import { useEditor } from "@/components/routing/editor-context";
import { Notice } from "@/components/ui/notice";
import type { Finding } from "@/lib/routing/check";

/** What has to be fixed before a route is published; each leads to its place. */
export function Findings() {
  const { findings } = useEditor();
  const blocking = findings.filter(({ blocks }) => blocks);
  if (blocking.length === 0) return null;
  const things = blocking.length === 1 ? "1 thing" : `${blocking.length} things`;
  return (
    <Notice tone="warn" title={`${things} to fix before publishing`}>
      <ul className="mt-1 flex flex-col gap-1">
        {blocking.map((finding) => (
          <li key={finding.words}>
            <FindingLink {...finding} />
          </li>
        ))}
      </ul>
    </Notice>
  );
}

function FindingLink({ step, branch, words }: Finding) {
  const { goTo } = useEditor();
  if (step === null) return <>{words}</>;
  return (
    <button
      type="button"
      onClick={() => goTo(step, branch)}
      className="min-h-8 rounded-sm text-left underline underline-offset-4 md:min-h-0"
    >
      {words}
    </button>
  );
}
