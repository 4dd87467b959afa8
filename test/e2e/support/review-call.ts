import type { ExtractionCall } from './extraction-call.ts'

/** A verdict as the model would give it; what a test leaves out the model is silent about. */
export interface ReviewVerdict {
  readonly true?: boolean | null
  readonly status?: 'present' | 'past' | 'planned'
  readonly bot?: boolean
  readonly sensitive?: boolean
  /** Words of the known facts that are no longer true because of it. */
  readonly replaces?: readonly string[]
  /** Words of the known fact that says the same. */
  readonly repeats?: string
}

/** One request for a second look, played by the test. */
export class ReviewCall {
  readonly call: ExtractionCall

  constructor(call: ExtractionCall) {
    this.call = call
  }

  /** Whether a request to the cheap model is one for a second look. */
  static isReview({ request }: ExtractionCall): boolean {
    return /^Facts to check:$/mu.test(request)
  }

  /** The sentences in question, by their numbers. */
  get facts(): ReadonlyMap<number, string> {
    const asked = this.call.request.split(/^Facts to check:$/mu)[1] ?? ''
    const lines = asked.matchAll(/^(?<number>\d+)\. from \[.*?”, [^:]*: (?<text>.*?)(?: Compare with [(\d), ]*\.)?$/gmu)
    return new Map([...lines].map(({ groups = {} }) => [Number(groups['number']), groups['text'] ?? '']))
  }

  /** The known facts that they are compared with, `(1) 2026-11-02: …`. */
  get known(): readonly string[] {
    return this.call.known
  }

  confirms(): void {
    this.gives(() => ({ true: true }))
  }

  /** Answers with a verdict for each sentence; silent about those for which it gives none. */
  gives(verdictOn: (text: string) => ReviewVerdict | undefined): void {
    const verdicts = [...this.facts].flatMap(([fact, text]) => {
      const verdict = verdictOn(text)
      if (verdict === undefined) return []
      const { replaces, repeats, ...said } = verdict
      return [
        {
          ...{ fact, ...said },
          ...(replaces !== undefined && { replaces: replaces.map(words => this.#numberOf(words)) }),
          ...(repeats !== undefined && { repeats: this.#numberOf(repeats) }),
        },
      ]
    })
    this.call.says(JSON.stringify({ verdicts }))
  }

  #numberOf(words: string): number {
    const line = this.known.find(known => known.includes(words))
    if (line === undefined) throw new Error(`The second look shows no known fact with “${words}”.`)
    return Number(/\d+/u.exec(line)?.[0])
  }
}
