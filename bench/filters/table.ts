import type { Fault, Scored, Scores } from './score.ts'

/** The scores as people read them, in Markdown, then each fault on a line. */
export function filtersTable({ scores, languages, faults }: Scored): string {
  return [rowsOf(scores), ...languageRows(languages), ...faults.map(lineOf)].join('\n')
}

function languageRows(languages: Scored['languages']): readonly string[] {
  if (languages.length === 0) return []
  const rows = languages.map(({ language, sensitive: { caught, of, refused, harmless } }) =>
    [language, shareOf(caught, of), shareOf(refused, harmless)].map(cell => ` ${cell} `).join('|'),
  )
  return [
    '| language | sensitive caught | harmless refused |',
    '| --- | --- | --- |',
    ...rows.map(row => `|${row}|`),
    '',
  ]
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
