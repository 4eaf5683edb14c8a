import type { ReactNode } from "react";
import { Figure } from "@/components/costs/figure";
import { Card } from "@/components/ui/card";
import { Cell, HeadCell, Row, Table, TableBody, TableHead } from "@/components/ui/table";
import { costOf, count, seconds } from "@/components/voice-agent/figure-words";
import type { Figures } from "@/lib/agent/desk/figures";
import { formatTalk } from "@/lib/core/time";

/** A line each of the days, or of the agents. */
export function FiguresTable({
  title,
  of,
  rows,
  nameOf,
}: {
  title: string;
  of: string;
  rows: readonly Figures[];
  nameOf: (row: Figures) => ReactNode;
}) {
  return (
    <Card title={title} flush>
      <Table label={title}>
        <TableHead>
          <HeadCell>{of}</HeadCell>
          <HeadCell>Answered</HeadCell>
          <HeadCell>Served</HeadCell>
          <HeadCell>To a person</HeadCell>
          <HeadCell>Booked</HeadCell>
          <HeadCell>Asked again</HeadCell>
          <HeadCell>False “booked”</HeadCell>
          <HeadCell>Talk</HeadCell>
          <HeadCell>Answers in</HeadCell>
          <HeadCell>Rated</HeadCell>
          <HeadCell>Cost</HeadCell>
        </TableHead>
        <TableBody>
          {rows.map((row) => (
            <Row key={`${row.day} ${row.agent_id}`}>
              <Cell className="font-medium whitespace-nowrap text-ink">{nameOf(row)}</Cell>
              <Figure label="Answered">{count(row.calls)}</Figure>
              <Figure label="Served">{count(row.contained + row.messages)}</Figure>
              <Figure label="To a person">{count(row.handed_over + row.taken_over)}</Figure>
              <Figure label="Booked">{count(row.booked)}</Figure>
              <Figure label="Asked again">{count(row.asked_again)}</Figure>
              <Figure label="False “booked”">
                <span className={row.false_booked > 0 ? "font-semibold text-danger-text" : ""}>
                  {count(row.false_booked)}
                </span>
              </Figure>
              <Figure label="Talk">{formatTalk(row.talk_seconds)}</Figure>
              <Figure label="Answers in">{seconds(row.p50)}</Figure>
              <Figure label="Rated">{row.rating ?? "–"}</Figure>
              <Figure label="Cost">{costOf(row)}</Figure>
            </Row>
          ))}
        </TableBody>
      </Table>
    </Card>
  );
}
