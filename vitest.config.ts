import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/**
 * What takes longest begins first: begun at the end, it would leave one of two cores with nothing to do. What needs much of the machine
 * stands beside what waits.
 */
const LONG = [
  'test/faults/kill-under-load',
  'test/faults/start-and-stop',
  'test/faults/calls-killed',
  'platform/postgres/embedded-postgres',
  'test/matrix/route-matrix',
  'e2e/',
  'demo/fill',
  'test/abuse/',
  'test/faults/',
  'ledger/ledger.model',
  'crypto/digest',
  'pricing/big-deck',
];

class LongFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    const place = ({ moduleId }: TestSpecification): number => {
      const index = LONG.findIndex((part) => moduleId.includes(part));
      return index < 0 ? LONG.length : index;
    };
    return sorted.toSorted((one, other) => place(one) - place(other));
  }
}

export default defineConfig({
  test: {
    include: [
      'packages/*/{src,test}/**/*.test.ts',
      'scripts/**/*.test.ts',
      'e2e/**/*.test.ts',
      'bench/**/*.test.ts',
    ],
    globalSetup: ['packages/server/test/global-setup.ts'],
    testTimeout: 180_000,
    hookTimeout: 300_000,
    maxWorkers: 2,
    sequence: { sequencer: LongFirst },
    reporters: ['default'],
  },
});
