import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { relative, resolve } from 'node:path'
import { BaseSequencer, type TestSpecification } from 'vitest/node'

const repository = resolve(import.meta.dirname, '../..')

/**
 * The files that take longest, each well above ten seconds, such that of those which start many processes few run at once; the
 * others are begun by their size, or by how long they took last.
 */
const longestFiles = [
  'test/bench/benches.test.ts',
  'test/chaos/seeds.test.ts',
  'test/e2e/process/backup.test.ts',
  'test/bench/learning-quality.test.ts',
  'test/e2e/talk/five-people.test.ts',
  'test/e2e/servers/sizes.test.ts',
  'test/demo/terminal/demo.test.ts',
  'test/linear-time/linear-time.test.ts',
  'test/e2e/process/recovery.test.ts',
  'test/e2e/learning/process-killed.test.ts',
  'test/redis/stores/user-memory/forget.test.ts',
  'test/e2e/process/start.test.ts',
  'test/demo/world/bot-process.test.ts',
  'test/e2e/security/worst-import.test.ts',
  'test/e2e/servers/mischief.test.ts',
  'test/e2e/memory/redis-refusals.test.ts',
  'test/e2e/process/health.test.ts',
]

/**
 * Begins the longest files first, so that no worker is left alone with one at the end. With `--sequence.shuffle` any order is as
 * likely, of files and of the tests in them, and `--sequence.seed=<number>` brings it again.
 */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const gone = longestFiles.filter(path => !existsSync(resolve(repository, path)))
    if (gone.length > 0) throw new Error(`test/support/longest-first.ts names what is not there: ${gone.join(', ')}`)
    const { shuffle, seed } = this.ctx.config.sequence
    if (shuffle === true) return byKey(files, path => createHash('sha1').update(`${seed} ${path}`).digest('hex'))
    return byKey(await super.sort(files), path => {
      const at = longestFiles.indexOf(path)
      return at < 0 ? longestFiles.length : at
    })
  }
}

function byKey<Key extends string | number>(
  files: TestSpecification[],
  keyOf: (path: string) => Key,
): TestSpecification[] {
  return files
    .map(file => ({ file, key: keyOf(relative(repository, file.moduleId)) }))
    .sort((a, b) => (a.key < b.key ? -1 : Number(a.key > b.key)))
    .map(({ file }) => file)
}
