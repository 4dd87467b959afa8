/** One turn as a request for learning shows it. */
export interface ShownTurn {
  readonly number: number
  readonly isUser: boolean
  readonly text: string
  /** On which it was said, yyyy-mm-dd. */
  readonly day: string
}

/** What the bot asks its cheap model, read back from the words it is asked in. */
export interface Asked {
  readonly turns: readonly ShownTurn[]
  readonly learnFrom: readonly number[]
  readonly known: readonly { readonly number: number; readonly text: string }[]
  /** `Sarah (person, the user's sister): employer Google`, without the dash before it. */
  readonly entities: readonly string[]
  readonly summarise: { readonly from: number; readonly to: number; readonly tokens: number } | undefined
  readonly merge: { readonly texts: readonly string[]; readonly tokens: number } | undefined
}

const TURN = /^\[(?<number>\d+)\] (?<day>\d{4}-\d\d-\d\d) \w+ \d\d:\d\d (?<role>user|bot): (?<text>.*(?:\n {2}.*)*)/gmu
/** Whom it is about, and when it holds, may stand behind the date. */
const KNOWN = /^\((?<number>\d+)\) \d{4}-\d\d-\d\d(?:, [^:]*)?: (?<text>.*)$/gmu

export function readStudyRequest(text: string): Asked {
  const groups = (pattern: RegExp) => [...text.matchAll(pattern)].map(match => match.groups ?? {})
  const summarise = /^Summarise turns (\d+) to (\d+) in at most (\d+)/mu.exec(text)
  const [, tokens, texts] = /^Merge into one summary of at most (\d+) tokens:\n([\s\S]*)/mu.exec(text) ?? []
  return {
    turns: groups(TURN).map(({ number, role, day = '', text: said = '' }) => ({
      number: Number(number),
      isUser: role === 'user',
      day,
      text: said.replaceAll('\n  ', '\n'),
    })),
    learnFrom: (/^Learn from: (.*)$/mu.exec(text)?.[1]?.match(/\d+/gu) ?? []).map(Number),
    known: groups(KNOWN).map(({ number, text: fact = '' }) => ({ number: Number(number), text: fact })),
    entities: (/^Known people and things:\n((?:- .*\n?)*)/mu.exec(text)?.[1] ?? '').match(/(?<=^- ).*$/gmu) ?? [],
    summarise:
      summarise === null
        ? undefined
        : { from: Number(summarise[1]), to: Number(summarise[2]), tokens: Number(summarise[3]) },
    merge: texts === undefined ? undefined : { texts: quotedTexts(texts), tokens: Number(tokens) },
  }
}

function quotedTexts(text: string): readonly string[] {
  return text
    .split(/^<\d>\n/mu)
    .map(part => part.replaceAll(/^> /gmu, '').trim())
    .filter(part => part !== '')
}
