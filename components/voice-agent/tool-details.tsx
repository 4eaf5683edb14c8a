/** What a tool was asked and what it answered, as JSON: for whoever wants to know. */
export function ToolDetails({ asked, answered }: { asked: string; answered: string }) {
  return (
    <details className="mt-0.5 ml-5">
      <summary className="min-h-6 cursor-default rounded-sm text-[13px] text-muted underline-offset-4 hover:underline">
        Details
      </summary>
      <dl className="mt-1 grid grid-cols-[auto_minmax(0,1fr)] gap-x-3 gap-y-1 text-[13px]">
        <dt className="text-muted">Asked</dt>
        <dd className="font-mono text-xs leading-5 break-words whitespace-pre-wrap text-ink">
          {asked}
        </dd>
        <dt className="text-muted">Answered</dt>
        <dd className="font-mono text-xs leading-5 break-words whitespace-pre-wrap text-ink">
          {answered}
        </dd>
      </dl>
    </details>
  );
}
