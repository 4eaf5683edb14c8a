import type { ReactNode } from "react";
import { OwnAvailability } from "@/components/availability/person-availability";
import { Keys } from "@/components/keys/keys";
import { Live } from "@/components/live/live";
import { RefreshAfter } from "@/components/live/refresh-after";
import { PaletteButton } from "@/components/palette/palette-button";
import { PlayerDock } from "@/components/recordings/player-dock";
import { Brand } from "@/components/shell/brand";
import { Dock } from "@/components/shell/dock";
import { MainNav } from "@/components/shell/main-nav";
import { PersonMenu } from "@/components/shell/person-menu";
import { PhoneStripLater } from "@/components/softphone/later";
import { Link } from "@/components/ui/link";
import type { Member } from "@/lib/auth/member";
import { msToNextChange } from "@/lib/availability/decide";

/**
 * The frame of every page behind sign-in.
 * `callBar` and the player have a row of their own below the page.
 */
export function Shell({
  member,
  callBar,
  phone,
  bell,
  live,
  badges,
  children,
}: {
  member: Member;
  /** What stands beside a place in the navigation, by its address. */
  badges: Record<string, ReactNode>;
  callBar: ReactNode;
  /** Whether calls reach this browser. */
  phone: ReactNode;
  bell: ReactNode;
  live: ReactNode;
  children: ReactNode;
}) {
  const now = new Date();
  return (
    <div className="min-h-dvh md:grid md:grid-cols-[15rem_minmax(0,1fr)]">
      <a
        href="#content"
        className="sr-only z-50 rounded-lg bg-accent px-4 py-2 text-accent-ink focus:not-sr-only focus:fixed focus:top-3 focus:left-3"
      >
        Skip to content
      </a>
      <header className="flex items-center justify-between border-b border-line px-4 py-2 md:sticky md:top-0 md:h-dvh md:flex-col md:items-stretch md:justify-start md:gap-4 md:border-r md:border-b-0 md:px-0 md:py-4">
        <Link
          href="/contacts"
          prefetch={false}
          className="rounded-lg md:mx-5 md:my-1 md:self-start"
        >
          <Brand />
        </Link>
        <div className="ml-auto md:absolute md:top-4 md:right-4">{bell}</div>
        <div className="md:mx-3">
          <PaletteButton role={member.role} userId={member.user_id} />
        </div>
        <MainNav badges={badges} role={member.role} />
        <div className="flex md:mt-auto md:flex-col md:px-3">
          {phone}
          <OwnAvailability member={member} now={now} />
        </div>
        <div className="md:-mt-3 md:px-3">
          <PersonMenu name={member.name} email={member.email} company={member.tenant.name} />
        </div>
      </header>
      <div className="flex min-h-[calc(100dvh-3.5rem)] min-w-0 flex-col pb-[calc(3.5rem+env(safe-area-inset-bottom))] md:min-h-dvh md:pb-0">
        {/* Before the page in the order of the keyboard: hanging up is never a hundred tabs away. */}
        <Dock>
          <PhoneStripLater />
          {callBar}
          <PlayerDock />
        </Dock>
        <main
          id="content"
          className="order-1 mx-auto w-full max-w-6xl flex-1 px-4 pt-6 pb-10 md:px-8 md:pt-6 md:pb-16"
        >
          {live}
          <Live on={[{ subject: "availability", user_id: [member.user_id] }]} />
          <RefreshAfter ms={msToNextChange([member], now)} userId={member.user_id} />
          <Keys role={member.role} />
          {children}
        </main>
      </div>
    </div>
  );
}
