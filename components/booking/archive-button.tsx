import { Form } from "@/components/ui/form";
import { SubmitButton } from "@/components/ui/submit-button";
import { archiveBookable } from "@/lib/booking/settings-actions";

type Of = "services" | "staff";

/** Takes something out of use, or brings it back; its bookings stay. */
export function ArchiveButton({
  of,
  id,
  name,
  back = false,
}: {
  of: Of;
  id: string;
  name: string;
  back?: boolean;
}) {
  const words = back ? "Restore" : "Archive";
  return (
    <Form action={archiveBookable} className="contents">
      <input type="hidden" name="of" value={of} />
      <input type="hidden" name="id" value={id} />
      <input type="hidden" name="back" value={String(back)} />
      <SubmitButton variant="ghost" size="sm" aria-label={`${words} ${name}`}>
        {words}
      </SubmitButton>
    </Form>
  );
}

export function Archived({ of, items }: { of: Of; items: { id: string; name: string }[] }) {
  if (items.length === 0) return null;
  return (
    <details className="border-t border-line px-5 py-3">
      <summary className="w-fit rounded-sm py-1 text-[13px] font-medium text-muted">
        Archived ({items.length})
      </summary>
      <ul aria-label="Archived" className="mt-1">
        {items.map(({ id, name }) => (
          <li key={id} className="flex items-center gap-3">
            <span className="min-w-0 flex-1 break-words text-muted">{name}</span>
            <ArchiveButton of={of} id={id} name={name} back />
          </li>
        ))}
      </ul>
    </details>
  );
}
