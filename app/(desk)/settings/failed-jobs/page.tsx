import { CircleCheck } from "lucide-react";
import type { Metadata } from "next";
import { FailedJobTable } from "@/components/jobs/failed-job-table";
import { RefreshUntilDone } from "@/components/jobs/refresh-until-done";
import { AdminsOnly } from "@/components/settings/admins-only";
import { Card } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { atLeast, requireMember } from "@/lib/auth/member";
import { listFailedJobs } from "@/lib/jobs/failed";

export const metadata: Metadata = { title: "Failed jobs" };

export default async function FailedJobsPage() {
  const member = await requireMember();
  if (!atLeast(member, "admin")) return <AdminsOnly member={member} />;
  const jobs = await listFailedJobs(member.db);
  if (jobs.length === 0) {
    return (
      <Card flush>
        <EmptyState icon={<CircleCheck />} title="No failed jobs">
          Work in the background that failed appears here, so you can run it again.
        </EmptyState>
      </Card>
    );
  }
  return (
    <Card
      title="Not done yet"
      description="This work in the background failed. It's tried again by itself a few times; after that it waits here for you. Once it succeeds, it leaves the list."
      flush
    >
      <FailedJobTable jobs={jobs} timeZone={member.tenant.time_zone} />
      {jobs.some(({ state }) => state !== "dead") && <RefreshUntilDone />}
    </Card>
  );
}
