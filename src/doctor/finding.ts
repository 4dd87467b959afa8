/** What a check came to: `warning` for what works, and less well than it could. */
export interface Finding {
  /** What was looked at, in a word or two. */
  readonly check: string
  readonly state: 'ok' | 'warning' | 'problem'
  readonly said: string
  readonly whatToDo?: string | undefined
}

const MARKS = { ok: '✓', warning: '!', problem: '✗' } as const

/** Findings as lines for people: a mark, what was looked at, what was found, and below it what to do. */
export function formatFindings(findings: readonly Finding[]): string {
  const width = Math.max(...findings.map(({ check }) => check.length))
  const lines = findings.flatMap(({ check, state, said, whatToDo }) => [
    `${MARKS[state]} ${check.padEnd(width)}  ${said}`,
    ...(whatToDo === undefined ? [] : [`  ${' '.repeat(width)}  → ${whatToDo}`]),
  ])
  return `${lines.join('\n')}\n`
}

export const hasProblem = (findings: readonly Finding[]): boolean => findings.some(({ state }) => state === 'problem')
