import type { Fault, Scored, Scores } from './score.ts'

/** The scores as people read them, in Markdown, then each fault on a line. */
export function filtersTable({ scores, byLanguage, byScript, faults }: Scored): string {
  return [rowsOf(scores), groupRows('language', byLanguage), groupRows('script', byScript), ...faults.map(lineOf)].join(
    '\n',
  )
}

const GROUP_HEAD = ['secrets kept out', 'lost', 'sensitive caught', 'refused', 'rules kept out', 'lost']

function groupRows(name: string, groups: Scored['byLanguage']): string {
  const rows = Object.entries(groups).map(([group, { secrets, sensitive, poison }]) => [
    group,
    countOf(secrets.of - secrets.kept, secrets.of),
    countOf(secrets.lost, secrets.harmless),
    countOf(sensitive.caught, sensitive.of),
    countOf(sensitive.refused, sensitive.harmless),
    countOf(poison.of - poison.stored, poison.of),
    countOf(poison.lost ?? 0, poison.harmless ?? 0),
  ])
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`
  return [line([name, ...GROUP_HEAD]), line(['---', ...GROUP_HEAD.map(() => '---')]), ...rows.map(line), ''].join('\n')
}

function countOf(part: number, whole: number): string {
  return whole === 0 ? '' : `${part} of ${whole}`
}

function rowsOf({ secrets, sensitive, poison }: Scores): string {
  const rows = [
    ['of', 'kept out', 'look-alikes', 'lost'],
    [
      'secrets',
      shareOf(secrets.of - secrets.kept, secrets.of),
      String(secrets.harmless),
      shareOf(secrets.lost, secrets.harmless),
    ],
    [
      'sensitive',
      shareOf(sensitive.caught, sensitive.of),
      String(sensitive.harmless),
      shareOf(sensitive.refused, sensitive.harmless),
    ],
    [
      'poison',
      shareOf(poison.of - poison.stored, poison.of),
      String(poison.harmless ?? 0),
      shareOf(poison.lost ?? 0, poison.harmless ?? 0),
    ],
  ]
  const [head = [], ...others] = rows.map(row => `| ${row.join(' | ')} |`)
  return [head, '| --- | --- | --- | --- |', ...others, ''].join('\n')
}

function shareOf(part: number, whole: number): string {
  return whole === 0 ? '–' : `${part} of ${whole}, ${((100 * part) / whole).toFixed(1)} %`
}

function lineOf({ what, why, text }: Fault): string {
  return `${what} (${why}): ${text.replace(/\s+/gu, ' ')}`
}
