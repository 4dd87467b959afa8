import { describe, expect, test } from 'vitest'
import { formatImportReport } from '../../../../src/discord/commands/transfer/import.ts'
import { en } from '../../../../src/locales/en.ts'
import { catalogues } from '../../../../src/locales/locales.ts'
import {
  emptyImportReport,
  type ImportRejection,
  reject,
  rejectInvalid,
} from '../../../../src/memory/transfer/report.ts'

const reasons: readonly ImportRejection[] = ['broken', 'secret', 'later', 'noRoom', 'twice']

describe('what became of a file', () => {
  test('can be nothing', () => {
    expect(formatImportReport(emptyImportReport(), en.files)).toBe(`${en.files.allHere}\n${en.files.nothingIn}`)
  })

  test('names the first places that are broken, and counts the others', () => {
    const report = emptyImportReport()
    for (let at = 0; at < 9; at++) rejectInvalid(report, report.facts, { at: `facts.${at}.id`, code: 'invalid_type' })

    const words = formatImportReport(report, en.files)

    expect(words).toContain(`- ${en.files.kinds.facts(9)}: ${en.files.why.broken}`)
    expect(words).toContain('`facts.4.id` (invalid_type)')
    expect(words).not.toContain('facts.5')
  })

  test.for(Object.entries(catalogues))('fits a panel, whatever it is, in %s', ([, { files }]) => {
    const report = { ...emptyImportReport(), isCutOff: true }
    const { facts, statements, conversations, turns, segments, settings } = report
    for (const tally of [facts, statements, conversations, turns, segments, settings]) {
      tally.kept = tally.here = 123_456
      for (const why of reasons) reject(tally, why, 123_456)
    }
    for (let at = 0; at < 9; at++) {
      rejectInvalid(report, facts, {
        at: `conversations.123456.segments.123456.covers.12345${at}`,
        code: 'invalid_format',
      })
    }

    expect(formatImportReport(report, files).length).toBeLessThanOrEqual(4000)
  })
})
