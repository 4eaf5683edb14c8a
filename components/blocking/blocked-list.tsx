import { ShieldBan } from "lucide-react";
import { Unblock } from "@/components/blocking/unblock";
import { EmptyState } from "@/components/ui/empty-state";
import { Cell, HeadCell, Row, Table, TableBody, TableHead } from "@/components/ui/table";
import type { BlockedCaller } from "@/lib/blocking/store";
import { formatPhone } from "@/lib/core/phone";
import { formatWhen } from "@/lib/core/time";

/** Numbers whose calls ring nobody, with who has blocked them and why. */
export function BlockedList({
  callers,
  tenant,
}: {
  callers: BlockedCaller[];
  tenant: { country_code: string; time_zone: string };
}) {
  if (callers.length === 0) {
    return (
      <EmptyState icon={<ShieldBan />} title="Nobody is blocked">
        Block a caller here, on a call or a contact, or among the missed callers.
      </EmptyState>
    );
  }
  return (
    <Table label="Blocked callers">
      <TableHead>
        <HeadCell>Number</HeadCell>
        <HeadCell>Reason</HeadCell>
        <HeadCell>Blocked</HeadCell>
        <HeadCell className="text-right">
          <span className="sr-only">Actions</span>
        </HeadCell>
      </TableHead>
      <TableBody>
        {callers.map(({ id, number, reason, created_at, profiles: by }) => (
          <Row key={id}>
            <Cell className="font-medium whitespace-nowrap text-ink tabular-nums">
              {formatPhone(number, tenant.country_code)}
            </Cell>
            <Cell className="break-words text-ink max-md:empty:hidden">{reason}</Cell>
            <Cell className="text-muted">
              {by?.name ?? "Someone"} ·{" "}
              <time dateTime={created_at}>{formatWhen(created_at, tenant.time_zone)}</time>
            </Cell>
            <Cell className="max-md:-ml-3 md:text-right">
              <Unblock number={number} spoken={formatPhone(number, tenant.country_code)} />
            </Cell>
          </Row>
        ))}
      </TableBody>
    </Table>
  );
}
