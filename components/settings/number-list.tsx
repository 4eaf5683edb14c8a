import { ChevronRight } from "lucide-react";
import { Suspense } from "react";
import { Badge } from "@/components/ui/badge";
import { Link } from "@/components/ui/link";
import { AppError } from "@/lib/core/errors";
import { formatPhone } from "@/lib/core/phone";
import { planMessages, planWebhooks } from "@/lib/numbers/decide";
import { monthly } from "@/lib/numbers/price-words";
import type { NumberPrices } from "@/lib/numbers/prices";
import type { FollowableRoute } from "@/lib/numbers/routes";
import type { NumberActivity, PhoneNumber } from "@/lib/numbers/store";
import { wantedMessages, wantedWebhooks } from "@/lib/numbers/webhooks";
import { activityWords, nameOfNumber, routingWords } from "@/lib/numbers/words";
import type { TwilioNumber } from "@/lib/twilio/numbers";

type AtTwilio = Promise<TwilioNumber[] | AppError> | null;

/** The company's numbers, each with what calls to it do and where Twilio sends calls and texts. */
export function NumberList({
  numbers,
  people,
  routes,
  country,
  atTwilio,
  activity,
  prices,
}: {
  numbers: PhoneNumber[];
  people: { user_id: string; name: string }[];
  routes: FollowableRoute[];
  country: string;
  atTwilio: AtTwilio;
  activity: Map<string, NumberActivity>;
  prices: Promise<NumberPrices> | null;
}) {
  return (
    <ul aria-label="Phone numbers" className="divide-y divide-line border-t border-line">
      {numbers.map((number) => (
        <li key={number.id} className="relative flex items-center gap-3 px-5 py-3 hover:bg-sunken">
          <div className="min-w-0 flex-1">
            <div className="flex flex-wrap items-center gap-x-2 gap-y-1">
              <Link
                href={`/settings/numbers/${number.id}`}
                className="rounded-sm font-medium break-words text-ink after:absolute after:inset-0"
              >
                {nameOfNumber(number, country)}
              </Link>
              <Suspense>
                <State number={number} atTwilio={atTwilio} />
              </Suspense>
            </div>
            <p className="mt-0.5 text-[13px] text-muted tabular-nums first-letter:uppercase">
              {number.name && <>{formatPhone(number.number, country)} · </>}
              {ringing(number, people, routes)}
            </p>
            <p className="mt-0.5 text-[13px] text-muted tabular-nums">
              {activityWords(activity.get(number.id) ?? {})}
              <Suspense>
                <AtTwilioFacts number={number} atTwilio={atTwilio} prices={prices} />
              </Suspense>
            </p>
          </div>
          <ChevronRight aria-hidden className="size-4 shrink-0 text-muted" />
        </li>
      ))}
    </ul>
  );
}

function ringing(
  { forward_to, route_id }: PhoneNumber,
  people: { user_id: string; name: string }[],
  routes: FollowableRoute[],
): string {
  const route = routes.find(({ id }) => id === route_id);
  if (route) return `follows the route “${route.name}”`;
  const person = people.find(({ user_id }) => user_id === forward_to);
  if (person) return `rings ${person.name}`;
  const fallback = routes.find(({ is_default }) => is_default);
  return fallback ? `follows the default route “${fallback.name}”` : "rings nobody";
}

async function State({ number, atTwilio }: { number: PhoneNumber; atTwilio: AtTwilio }) {
  const numbers = await atTwilio;
  if (numbers === null || numbers instanceof AppError) return null;
  const found = numbers.find((each) => each.number === number.number);
  if (!found) return <Badge tone="danger">Not in the Twilio account</Badge>;
  const calls = planWebhooks(found.webhooks, wantedWebhooks()).kind;
  const texts = found.sms ? planMessages(found.messages, wantedMessages()).kind : null;
  return routingWords(calls, texts).map(({ isHere, words }) => (
    <Badge key={words} tone={isHere ? "ok" : "warn"}>
      {words}
    </Badge>
  ));
}

/** What it can do and costs, as Twilio says. */
async function AtTwilioFacts({
  number,
  atTwilio,
  prices,
}: {
  number: PhoneNumber;
  atTwilio: AtTwilio;
  prices: Promise<NumberPrices> | null;
}) {
  const [numbers, known] = await Promise.all([atTwilio, prices]);
  if (numbers === null || numbers instanceof AppError) return null;
  const found = numbers.find((each) => each.number === number.number);
  if (!found) return null;
  const can = [found.voice && "calls", found.sms && "texts", found.mms && "pictures"];
  const price = known?.get(number.number);
  return ` · ${[can.filter(Boolean).join(", "), price && monthly(price)].filter(Boolean).join(" · ")}`;
}
