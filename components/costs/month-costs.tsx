import { Figure } from "@/components/costs/figure";
import { money } from "@/components/costs/money";
import { Card } from "@/components/ui/card";
import { Notice } from "@/components/ui/notice";
import { Cell, HeadCell, Row, Table, TableBody, TableHead } from "@/components/ui/table";
import type { Member } from "@/lib/auth/member";
import { AppError } from "@/lib/core/errors";
import { planCosts } from "@/lib/costs/decide";
import { askUsage } from "@/lib/costs/store";

/** What Twilio has charged this month by kind, and what the month will cost. */
export async function MonthCosts({ member }: { member: Member }) {
  const usage = await askUsage(member);
  if (usage instanceof AppError) return <Notice tone="warn">{usage.message}</Notice>;
  const costs = planCosts(usage, new Date());
  const currency = usage[0]?.currency ?? "USD";
  const total = (key: "amount" | "estimate") =>
    money(
      costs.reduce((sum, cost) => sum + cost[key], 0),
      currency,
    );
  return (
    <Card
      title="This month at Twilio"
      description="Counted by Twilio with your account's own prices, in UTC. The estimate is for the whole month, if it goes on like this. What your own providers charge for transcripts and for the voice agent's models isn't in it."
      flush
    >
      {costs.length === 0 ? (
        <p className="px-5 pb-5 text-sm text-muted">Nothing was used this month.</p>
      ) : (
        <Table label="Costs of this month">
          <TableHead>
            <HeadCell>What</HeadCell>
            <HeadCell>Count</HeadCell>
            <HeadCell>So far</HeadCell>
            <HeadCell>Estimate</HeadCell>
          </TableHead>
          <TableBody>
            {costs.map(({ name, count, amount, estimate }) => (
              <Row key={name}>
                <Cell>{name}</Cell>
                <Figure label="Count">{count}</Figure>
                <Figure label="So far">{money(amount, currency)}</Figure>
                <Figure label="Estimate">{money(estimate, currency)}</Figure>
              </Row>
            ))}
            <Row className="font-semibold">
              <Cell>Total</Cell>
              <Cell />
              <Figure label="So far">{total("amount")}</Figure>
              <Figure label="Estimate">{total("estimate")}</Figure>
            </Row>
          </TableBody>
        </Table>
      )}
    </Card>
  );
}
