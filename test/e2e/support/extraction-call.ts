import type { ServerResponse } from 'node:http'

interface ShownTurn {
  readonly number: number
  readonly role: 'user' | 'bot'
  readonly at: string
  readonly text: string
}

/** What a test lets the cheap model say: what it leaves out is empty. */
export interface ExtractionAnswer {
  readonly facts?: readonly Readonly<Record<string, unknown>>[]
  readonly entities?: readonly Readonly<Record<string, unknown>>[]
  readonly summary?: string | null
  readonly merged?: string | null
}

const TURN = /^\[(?<number>\d+)\] (?<at>\d{4}-\d\d-\d\d \w{3} \d\d:\d\d) (?<role>user|bot): (?<text>.*(?:\n {2}.*)*)/gmu

/** One request to the cheap model that learns and summarises, played by the test. */
export class ExtractionCall {
  readonly body: Readonly<Record<string, unknown>>
  /** Resolves when the bot has closed the connection, or the answer is over. */
  readonly closed: Promise<void>
  readonly #response: ServerResponse

  constructor(body: Readonly<Record<string, unknown>>, response: ServerResponse) {
    this.body = body
    this.#response = response
    this.closed = new Promise(resolve => response.once('close', resolve))
  }

  /** What the model is asked, without the instructions. */
  get request(): string {
    const messages = this.body['messages'] as readonly { role: string; content: string }[]
    return messages.find(({ role }) => role === 'user')?.content ?? ''
  }

  get turns(): ShownTurn[] {
    return [...this.request.matchAll(TURN)].map(({ groups = {} }) => ({
      number: Number(groups['number']),
      role: groups['role'] as ShownTurn['role'],
      at: groups['at'] ?? '',
      text: (groups['text'] ?? '').replaceAll('\n  ', '\n'),
    }))
  }

  /** The numbers of the turns to learn from. */
  get learnFrom(): number[] {
    const listed = /^Learn from: (.*)$/mu.exec(this.request)?.[1] ?? ''
    return [...listed.matchAll(/\d+/gu)].map(([number]) => Number(number))
  }

  /** The known facts as they are shown, `(1) 2026-11-02: …`. */
  get known(): string[] {
    return this.request.match(/^\(\d+\) .*$/gmu) ?? []
  }

  /** Whether turns are to be summarised. */
  get summarizes(): boolean {
    return /^Summarise turns /mu.test(this.request)
  }

  /** The number of the last turn of the user that has these words. */
  number(words: string): number {
    const turn = this.turns.findLast(({ role, text }) => role === 'user' && text.includes(words))
    if (turn === undefined) throw new Error(`The request shows no turn with “${words}”:\n${this.request}`)
    return turn.number
  }

  /** A fact as the model would give it, about the user unless it says otherwise, from the turn that has these words. */
  fact(quote: string, text: string, more: Readonly<Record<string, unknown>> = {}): Record<string, unknown> {
    return { turn: this.number(quote), quote, text, ...more }
  }

  /** Somebody or something as the model would give it, from the turn that has these words. */
  entity(quote: string, name: string, more: Readonly<Record<string, unknown>> = {}): Record<string, unknown> {
    return { turn: this.number(quote), quote, name, ...more }
  }

  gives({ facts = [], entities = [], summary, merged }: ExtractionAnswer): void {
    const extraction = {
      facts: facts.map(fact => ({
        ...{ names: [], subject: 'user', facet: null, kind: 'personal', eventAt: null },
        ...{ replaces: [], repeats: null, sensitive: false },
        ...fact,
      })),
      entities: entities.map(entity => ({ type: 'person', relation: null, aliases: [], attributes: [], ...entity })),
      summary: summary ?? (this.summarizes ? `Summary of ${this.turns.length} turns.` : null),
      merged: merged ?? (this.request.includes('Merge into one summary') ? 'Merged summary.' : null),
    }
    this.says(JSON.stringify(extraction))
  }

  /** Answers with this text, whatever it is. */
  says(text: string, finish = 'stop'): void {
    this.#json(200, {
      id: 's',
      object: 'chat.completion',
      created: 0,
      model: this.body['model'],
      choices: [{ index: 0, message: { role: 'assistant', content: text }, finish_reason: finish }],
      usage: { prompt_tokens: 100, completion_tokens: 20, total_tokens: 120 },
    })
  }

  /** Sends this as it stands, as a server does that answers a little differently. */
  sends(body: string, contentType = 'application/json'): void {
    this.#response.writeHead(200, { 'content-type': contentType, 'x-request-id': 'req-study' })
    this.#response.end(body)
  }

  refuses(status: number, error: { code?: string; message?: string } = {}): void {
    this.#json(status, { error: { message: 'refused', type: 'error', ...error } })
  }

  #json(status: number, body: object): void {
    this.#response.writeHead(status, { 'content-type': 'application/json', 'x-request-id': 'req-study' })
    this.#response.end(JSON.stringify(body))
  }
}

/** What is to be learned from `I live in Lisbon.`, if that is among the turns to learn from. */
export function homeFacts(city: string, extraction: ExtractionCall): Readonly<Record<string, unknown>>[] {
  const says = extraction.turns.find(({ number, text }) => extraction.learnFrom.includes(number) && text.includes(city))
  if (says === undefined) return []
  const quote = `I live in ${city}.`
  return [{ turn: says.number, quote, text: `The user lives in ${city}.`, names: [city], facet: 'home' }]
}
