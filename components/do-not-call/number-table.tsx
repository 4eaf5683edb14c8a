import { TakeOff } from "@/components/do-not-call/take-off";
import { Cell, HeadCell, Row, Table, TableBody, TableHead } from "@/components/ui/table";
import { formatPhone } from "@/lib/core/phone";
import { formatWhen } from "@/lib/core/time";
import type { ListedNumber } from "@/lib/do-not-call/store";

/** Numbers nobody may call, with who has put them there and why. */
export function NumberTable({
  numbers,
  tenant,
  canChange,
}: {
  numbers: ListedNumber[];
  tenant: { country_code: string; time_zone: string };
  canChange: boolean;
}) {
  return (
    <Table label="Do-not-call list">
      <TableHead>
        <HeadCell>Number</HeadCell>
        <HeadCell>Note</HeadCell>
        <HeadCell>Added</HeadCell>
        {canChange && <HeadCell className="text-right">Actions</HeadCell>}
      </TableHead>
      <TableBody>
        {numbers.map(({ id, number, note, created_at, profiles: by }) => (
          <Row key={id}>
            <Cell className="font-medium whitespace-nowrap text-ink tabular-nums">
              {formatPhone(number, tenant.country_code)}
            </Cell>
            <Cell className="break-words text-ink max-md:empty:hidden">{note}</Cell>
            <Cell className="text-muted">
              {by?.name ?? "Someone"} ·{" "}
              <time dateTime={created_at}>{formatWhen(created_at, tenant.time_zone)}</time>
            </Cell>
            {canChange && (
              <Cell className="max-md:-ml-3 md:text-right">
                <TakeOff number={number} spoken={formatPhone(number, tenant.country_code)} />
              </Cell>
            )}
          </Row>
        ))}
      </TableBody>
    </Table>
  );
}
