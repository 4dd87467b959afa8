import { type Fault, type Score, type ScoredTalk, sumOf } from './score.ts'

export interface ScoredLanguage extends ScoredTalk {
  readonly language: string
}

/** The scores as people read them, in Markdown. */
export function tablesOf(scored: readonly ScoredLanguage[]): string {
  const faults = scored.flatMap(talk => talk.faults)
  return [
    tableOf(
      [
        'language',
        'kept',
        '(in doubt)',
        'policy',
        'refused',
        'wrong kept',
        '(in doubt)',
        'dates right',
        '(changed)',
        'answered',
        'settled',
        '(doubted)',
        'unmarked',
      ],
      [...scoresByLanguage(scored), ['all', sumOf(scored.map(({ score }) => score))] as const].map(rowOf),
    ),
    tableOf(['right facts refused by', 'times', 'in'], countedBy(faults, 'refused')),
    tableOf(
      ['wrong facts kept', 'times', 'in'],
      [...countedBy(faults, 'wrong kept')].map(row => ofAll(row, scored)),
    ),
  ]
    .filter(table => table !== '')
    .join('\n\n')
}

/** The scores of each language, in the order of the talks. */
export function scoresByLanguage(scored: readonly ScoredLanguage[]): readonly (readonly [string, Score])[] {
  return [...Map.groupBy(scored, ({ language }) => language)].map(
    ([language, talks]) => [language, sumOf(talks.map(({ score }) => score))] as const,
  )
}

/** Each fault on a line. */
export function faultList(scored: readonly ScoredLanguage[]): string {
  return scored
    .flatMap(({ faults }) => faults)
    .map(({ talk, what, why, text, quote }) => `${talk} ${what} ${why}: ${text} ⟵ ${quote.replaceAll('\n', ' / ')}`)
    .join('\n')
}

function rowOf([language, score]: readonly [string, Score]): readonly string[] {
  const share = (part: number, whole: number) =>
    whole === 0 ? '–' : `${part}/${whole} ${Math.round((100 * part) / whole)} %`
  return [
    language,
    share(score.kept, score.good - score.policy),
    String(score.unsure),
    String(score.policy),
    String(score.refused),
    share(score.wrongKept, score.wrong),
    String(score.wrongUnsure),
    share(score.datesRight, score.dates),
    String(score.datesChanged),
    share(score.answered, score.questions - score.questionsPolicy),
    share(score.settled, score.relations - score.relationsPolicy),
    String(score.doubted),
    share(score.settledUnmarked, score.relations - score.relationsPolicy),
  ]
}

function countedBy(faults: readonly Fault[], what: Fault['what']): readonly (readonly string[])[] {
  return [
    ...Map.groupBy(
      faults.filter(fault => fault.what === what),
      ({ why }) => why,
    ),
  ]
    .sort(([, a], [, b]) => b.length - a.length)
    .map(([why, all]) => [
      why,
      String(all.length),
      [...Map.groupBy(all, ({ language }) => language)]
        .map(([language, some]) => `${language} ${some.length}`)
        .join(', '),
    ])
}

function ofAll(
  [kind = '', times, languages = '']: readonly string[],
  scored: readonly ScoredLanguage[],
): readonly string[] {
  const all = scored.reduce((sum, { wrongKinds }) => sum + (wrongKinds[kind] ?? 0), 0)
  return [kind, `${times} of ${all}`, languages]
}

function tableOf(titles: readonly string[], rows: readonly (readonly string[])[]): string {
  if (rows.length === 0) return ''
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`
  const alignment = titles.map((_, at) => (at === 0 ? '---' : '--:'))
  return [line(titles), `|${alignment.join('|')}|`, ...rows.map(line)].join('\n')
}
