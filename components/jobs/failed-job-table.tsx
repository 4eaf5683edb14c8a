import { RunAgain } from "@/components/jobs/run-again";
import { Cell, HeadCell, Row, Table, TableBody, TableHead } from "@/components/ui/table";
import { formatExact, formatWhen } from "@/lib/core/time";
import type { FailedJob } from "@/lib/jobs/failed";
import { jobTitle, problemWords } from "@/lib/jobs/words";

/** Jobs that failed, each with why, how often it was tried, and what happens next. */
export function FailedJobTable({ jobs, timeZone }: { jobs: FailedJob[]; timeZone: string }) {
  return (
    <Table label="Failed jobs">
      <TableHead>
        <HeadCell>Job</HeadCell>
        <HeadCell>Last error</HeadCell>
        <HeadCell>Tried</HeadCell>
        <HeadCell className="text-right">Next</HeadCell>
      </TableHead>
      <TableBody>
        {jobs.map((job) => (
          <Row key={job.id}>
            <Cell>
              <span className="font-medium text-ink">{jobTitle(job.name)}</span>
              <span className="block text-[13px] text-muted">
                Added <Moment at={job.added_at} timeZone={timeZone} />
              </span>
            </Cell>
            <Cell className="break-words text-muted">{problemWords(job.problem)}</Cell>
            <Cell>
              {job.tried === 1 ? "Once" : `${job.tried} times`}
              <span className="block text-[13px] text-muted">
                Last <Moment at={job.tried_at} timeZone={timeZone} />
              </span>
            </Cell>
            <Cell className="md:text-right">
              <Next job={job} timeZone={timeZone} />
            </Cell>
          </Row>
        ))}
      </TableBody>
    </Table>
  );
}

function Next({ job, timeZone }: { job: FailedJob; timeZone: string }) {
  if (job.state === "dead") return <RunAgain id={job.id} />;
  if (job.state === "running") return <span className="text-muted">Running now</span>;
  const isDue = Date.parse(job.next_at) <= Date.now();
  return (
    <span className="text-muted">
      {isDue ? "About to run" : <>Runs again {<Moment at={job.next_at} timeZone={timeZone} />}</>}
    </span>
  );
}

function Moment({ at, timeZone }: { at: string; timeZone: string }) {
  return (
    <time dateTime={at} title={formatExact(at, timeZone)}>
      {formatWhen(at, timeZone)}
    </time>
  );
}
