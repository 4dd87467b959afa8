import type { ImportReport, NotTaken, Tally } from '../../../memory/own/tally.ts'
import type { Texts } from '../../../texts/texts.ts'

const kinds = ['facts', 'statements', 'conversations', 'turns', 'segments', 'settings'] as const

/** What became of a file: what came back, what was here already, and what was not taken, and why. Of any file, in any language, it fits a panel. */
export function reported(report: ImportReport, texts: Texts['files']): string {
  const kept = counted(report, texts, ({ kept }) => kept)
  const here = counted(report, texts, ({ here }) => here)
  const refused = refusals(report, texts)
  const places = report.broken.map(({ at, code }) => `\`${at}\` (${code})`)
  return [
    kept.length > 0 ? texts.back : texts.allHere,
    ...kept.map(line => `- ${line}`),
    ...(kept.length > 0 ? [] : [here.length > 0 && refused.length === 0 ? texts.allHereAlready : texts.nothingIn]),
    ...(here.length > 0 ? [`${texts.wasHere} ${here.join(', ')}`] : []),
    ...(refused.length > 0 ? [texts.refused, ...refused.map(line => `- ${line}`)] : []),
    ...(places.length > 0 ? [`-# ${texts.brokenAt(places.join(', '))}`] : []),
    ...(report.isCutOff ? [texts.cutOff] : []),
  ].join('\n')
}

function counted(report: ImportReport, texts: Texts['files'], countOf: (tally: Tally) => number): readonly string[] {
  return kinds.flatMap(kind => {
    const count = countOf(report[kind])
    return count > 0 ? [texts.kinds[kind](count)] : []
  })
}

function refusals(report: ImportReport, texts: Texts['files']): readonly string[] {
  const told = (kind: (typeof kinds)[number], [why, count]: readonly [NotTaken, number]) =>
    `${texts.kinds[kind](count)}: ${texts.why[why]}`
  return kinds.flatMap(kind => [...report[kind].refused].map(refused => told(kind, refused)))
}
