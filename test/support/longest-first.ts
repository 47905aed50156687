import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** Files that take longest: processes of our own, embedded databases, deadlines that have to pass. */
const longest = [
  'start/embedded.test.ts',
  'faults/drain.test.ts',
  'start/key-command.test.ts',
  'model/model.test.ts',
  'walks/provider-words.test.ts',
  'walks/listened-line.test.ts',
  'graphql/execution/any-input.test.ts',
  'walks/races.test.ts',
  'use-cases/perimeter/control/report-state.test.ts',
  'walks/what-our-requests-did.test.ts',
  'faults/paused-process.test.ts',
  'faults/replicas.test.ts',
  'faults/broken-connections.test.ts',
  'faults/slow-database.test.ts',
  'client/killed-server.test.ts',
];

/**
 * Begins with the files that take longest, so that no worker is left with one when the others have ended. Without the
 * times of an earlier run, as in a fresh clone, Vitest would go by the size of the files.
 */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    return sorted.toSorted((a, b) => rankOf(a) - rankOf(b));
  }
}

function rankOf({ moduleId }: TestSpecification): number {
  const rank = longest.findIndex((file) => moduleId.endsWith(`/test/${file}`));
  return rank < 0 ? longest.length : rank;
}
