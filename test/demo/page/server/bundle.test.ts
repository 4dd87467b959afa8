import { gzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { bundlePage } from '../../../../demo/page/server/bundle.ts'

/** What somebody waits for at most, of what is not a library's. */
const MOST_BYTES = 150_000

test('the page’s code is one script that needs nothing else, and its own part of it is small', async () => {
  const [whole, own] = await Promise.all([bundlePage(), bundlePage({ withLibraries: false })])

  expect(whole).not.toMatch(/^import\b/mu)
  expect(whole).not.toMatch(/from\s*["']node:|process\.env/u)
  expect(gzipSync(own).byteLength).toBeLessThan(MOST_BYTES)
})
