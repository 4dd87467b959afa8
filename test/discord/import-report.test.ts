import { describe, expect, test } from 'vitest'
import { reported } from '../../src/discord/commands/files/report.ts'
import { emptyReport, type NotTaken, refuse, refuseBroken } from '../../src/memory/own/tally.ts'
import { en } from '../../src/texts/en.ts'
import { languages } from '../../src/texts/texts.ts'

const reasons: readonly NotTaken[] = ['broken', 'secret', 'later', 'noRoom', 'twice']

describe('what became of a file', () => {
  test('can be nothing', () => {
    expect(reported(emptyReport(), en.files)).toBe(`${en.files.allHere}\n${en.files.nothingIn}`)
  })

  test('names the first places that are broken, and counts the others', () => {
    const report = emptyReport()
    for (let at = 0; at < 9; at++) refuseBroken(report, report.facts, { at: `facts.${at}.id`, code: 'invalid_type' })

    const words = reported(report, en.files)

    expect(words).toContain(`- ${en.files.kinds.facts(9)}: ${en.files.why.broken}`)
    expect(words).toContain('`facts.4.id` (invalid_type)')
    expect(words).not.toContain('facts.5')
  })

  test.for(Object.entries(languages))('fits a panel, whatever it is, in %s', ([, { files }]) => {
    const report = { ...emptyReport(), isCutOff: true }
    const { facts, statements, conversations, turns, segments, settings } = report
    for (const tally of [facts, statements, conversations, turns, segments, settings]) {
      tally.kept = tally.here = 123_456
      for (const why of reasons) refuse(tally, why, 123_456)
    }
    for (let at = 0; at < 9; at++) {
      refuseBroken(report, facts, {
        at: `conversations.123456.segments.123456.covers.12345${at}`,
        code: 'invalid_format',
      })
    }

    expect(reported(report, files).length).toBeLessThanOrEqual(4000)
  })
})
