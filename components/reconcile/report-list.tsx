import { Badge } from "@/components/ui/badge";
import { Link } from "@/components/ui/link";
import { Cell, HeadCell, Row, Table, TableBody, TableHead } from "@/components/ui/table";
import { formatWhen } from "@/lib/core/time";
import type { listReports } from "@/lib/reconcile/store";
import { daysWords, resultWords } from "@/lib/reconcile/words";

/** The comparisons that admins asked for; each opens its report. */
export function ReportList({
  reports,
  timeZone,
}: {
  reports: Awaited<ReturnType<typeof listReports>>;
  timeZone: string;
}) {
  return (
    <Table label="Past checks">
      <TableHead>
        <HeadCell>Days</HeadCell>
        <HeadCell>Result</HeadCell>
        <HeadCell>Run by</HeadCell>
        <HeadCell>When</HeadCell>
      </TableHead>
      <TableBody>
        {reports.map((report) => (
          <Row key={report.id} className="relative">
            <Cell>
              <Link
                href={`/settings/call-audit/${report.id}`}
                prefetch={false}
                className="font-medium text-ink after:absolute after:inset-0"
              >
                {daysWords(report)}
              </Link>
            </Cell>
            <Cell>
              <Badge tone={report.counts.left > 0 ? "warn" : "ok"}>
                {resultWords(report.counts)}
              </Badge>
            </Cell>
            <Cell className="text-muted max-md:inline-block">{report.profiles?.name}</Cell>
            <Cell className="whitespace-nowrap text-muted max-md:inline-block max-md:pl-2">
              {formatWhen(report.asked_at, timeZone)}
            </Cell>
          </Row>
        ))}
      </TableBody>
    </Table>
  );
}
