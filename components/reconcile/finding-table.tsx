import { Badge } from "@/components/ui/badge";
import { Link } from "@/components/ui/link";
import { Cell, HeadCell, Row, Table, TableBody, TableHead } from "@/components/ui/table";
import type { Member } from "@/lib/auth/member";
import { formatPhone } from "@/lib/core/phone";
import { formatWhen } from "@/lib/core/time";
import type { Finding } from "@/lib/reconcile/schema";
import { kindNames, sideWords } from "@/lib/reconcile/words";

/** Where calls here differ from Twilio's list; each row opens the call. */
export function FindingTable({
  findings,
  tenant,
}: {
  findings: Finding[];
  tenant: Member["tenant"];
}) {
  return (
    <Table label="Differences">
      <TableHead>
        <HeadCell>Call</HeadCell>
        <HeadCell>What</HeadCell>
        <HeadCell>Here</HeadCell>
        <HeadCell>At Twilio</HeadCell>
        <HeadCell>
          <span className="sr-only">Fixed</span>
        </HeadCell>
      </TableHead>
      <TableBody>
        {findings.map((one) => (
          <Row key={`${one.kind} ${one.call_id} ${one.call_sid}`} className="relative">
            <Cell>
              <Link
                href={`/calls/${one.call_id}`}
                prefetch={false}
                className="block font-medium text-ink tabular-nums after:absolute after:inset-0 md:whitespace-nowrap"
              >
                {formatPhone(one.customer_number, tenant.country_code)}
              </Link>
              <span className="block text-[13px] whitespace-nowrap text-muted">
                {formatWhen(one.began_at, tenant.time_zone)}
              </span>
            </Cell>
            <Cell className="max-md:inline-block">
              {kindNames[one.kind]}
              {one.call_sid && one.kind !== "missing_here" && (
                <span className="text-muted"> of one phone</span>
              )}
            </Cell>
            <Cell className="text-muted tabular-nums max-md:before:content-['Here:_']">
              {sideWords(one, one.here)}
            </Cell>
            <Cell className="text-muted tabular-nums max-md:before:content-['At_Twilio:_']">
              {sideWords(one, one.at_twilio)}
            </Cell>
            <Cell>
              {one.put_right ? <Badge tone="ok">Fixed</Badge> : <Badge tone="warn">Open</Badge>}
            </Cell>
          </Row>
        ))}
      </TableBody>
    </Table>
  );
}
