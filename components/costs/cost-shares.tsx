import { Figure } from "@/components/costs/figure";
import { money } from "@/components/costs/money";
import { Card } from "@/components/ui/card";
import { Cell, HeadCell, Row, Table, TableBody, TableHead } from "@/components/ui/table";
import type { Share } from "@/lib/costs/decide";

/** What calls and messages of this month cost, by number or by person. */
export function CostShares({
  title,
  side,
  description,
  shares,
  currency,
  nameOf,
}: {
  title: string;
  /** What the names are of: "Number". */
  side: string;
  description: string;
  shares: Share[];
  currency: string;
  nameOf: (id: string | null) => string;
}) {
  return (
    <Card title={title} description={description} flush>
      {shares.length === 0 ? (
        <p className="px-5 pb-5 text-sm text-muted">No calls and messages this month.</p>
      ) : (
        <Table label={title}>
          <TableHead>
            <HeadCell>{side}</HeadCell>
            <HeadCell>Calls</HeadCell>
            <HeadCell>Messages</HeadCell>
            <HeadCell>Cost</HeadCell>
          </TableHead>
          <TableBody>
            {shares.map(({ id, calls, messages, amount }) => (
              <Row key={id}>
                <Cell>{nameOf(id)}</Cell>
                <Figure label="Calls">{calls}</Figure>
                <Figure label="Messages">{messages}</Figure>
                <Figure label="Cost">{money(amount, currency)}</Figure>
              </Row>
            ))}
          </TableBody>
        </Table>
      )}
    </Card>
  );
}
