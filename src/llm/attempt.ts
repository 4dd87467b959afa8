import type { IncomingMessage } from 'node:http'
import { type Chunk, hasReasoning, textIn } from './chunk.ts'
import { createEventReader } from './event-reader.ts'
import type { Held } from './node-fetch.ts'

/** How one request ended. `refused`: the OpenAI client threw before an answer began; `failed`: the stream said so. */
export type Outcome =
  | { readonly kind: 'aborted' }
  | { readonly kind: 'finished'; readonly reason: string }
  | { readonly kind: 'slow'; readonly code: 'FIRST_TOKEN_TIMEOUT' | 'TOKEN_GAP_TIMEOUT' }
  | { readonly kind: 'refused'; readonly error: unknown }
  | { readonly kind: 'failed'; readonly error: unknown }
  | { readonly kind: 'broken'; readonly code?: string }

export interface Timeouts {
  readonly firstTokenMs: number
  readonly tokenGapMs: number
}

/**
 * One request and what has come of it so far. It reads as fast as the server sends, and `moved()` tells that there is
 * something new: a reader who is slower sees the newest text alone.
 *
 * Timeouts: `firstTokenMs` runs from the start, over connecting and headers, to the first token; `tokenGapMs` from
 * token to token. A token is text or reasoning (of which nothing is shown, but the model is at work); comments,
 * keep-alives and empty deltas are none, since a server that hangs may well send them.
 */
export class Attempt implements Held {
  text = ''
  totalTokens: number | undefined
  outcome: Outcome | undefined
  /** Whether the server has begun an answer. */
  isAccepted = false
  requestId: string | undefined
  destroy: () => void = () => undefined

  #finish: string | undefined
  #wake: (() => void) | undefined
  #gap: NodeJS.Timeout | undefined
  readonly #first: NodeJS.Timeout
  readonly #tokenGapMs: number

  constructor({ firstTokenMs, tokenGapMs }: Timeouts) {
    this.#tokenGapMs = tokenGapMs
    this.#first = setTimeout(() => this.end({ kind: 'slow', code: 'FIRST_TOKEN_TIMEOUT' }), firstTokenMs)
  }

  /** Resolves when text or outcome have changed since it was called; call it again only after that. */
  moved(): Promise<void> {
    return new Promise(resolve => {
      this.#wake = resolve
    })
  }

  /** The first outcome counts; whatever it is, the connection is left to others or closed. */
  end(outcome: Outcome): void {
    if (this.outcome !== undefined) return
    clearTimeout(this.#first)
    clearTimeout(this.#gap)
    this.outcome = this.#finish === undefined || outcome.kind === 'aborted' ? outcome : this.#finished()
    if (outcome.kind !== 'finished') this.destroy()
    this.#move()
  }

  read(response: Response): void {
    this.isAccepted = true
    this.requestId = response.headers.get('x-request-id') ?? undefined
    const body = response.body as unknown as IncomingMessage
    const isWhole = response.headers.get('content-type')?.includes('application/json') === true
    const onPiece = isWhole ? this.#gather() : createEventReader((data, isError) => this.#take(data, isError))
    body.setEncoding('utf8')
    body.on('data', onPiece)
    body.on('error', error => this.end({ kind: 'broken', ...codeOf(error) }))
    body.on('end', () => {
      onPiece()
      this.end({ kind: 'broken' })
    })
    // a response that is destroyed without an error neither ends nor fails
    body.on('close', () => this.end({ kind: 'broken' }))
  }

  #gather(): (piece?: string) => void {
    let whole = ''
    return piece => {
      if (piece === undefined) this.#take(whole, false)
      else whole += piece
    }
  }

  #take(data: string, isError: boolean): void {
    if (this.outcome !== undefined) return
    if (data.trim() === '[DONE]') this.end(this.#finished())
    else {
      const chunk = parse(data)
      if (chunk === undefined) this.end({ kind: 'broken', code: 'MALFORMED_EVENT' })
      else if (isError || chunk.error) this.end({ kind: 'failed', error: chunk.error ?? chunk })
      else this.#grow(chunk)
    }
  }

  #grow({ choices, usage }: Chunk): void {
    if (typeof usage?.total_tokens === 'number') this.totalTokens = usage.total_tokens
    const choice = choices?.[0]
    if (choice === undefined) return
    const text = textIn(choice)
    if (text !== '' || hasReasoning(choice)) this.#live()
    if (choice.finish_reason) this.#finish = choice.finish_reason
    if (text === '') return
    this.text += text
    this.#move()
  }

  #finished(): Outcome {
    return { kind: 'finished', reason: this.#finish ?? 'stop' }
  }

  /** One timer set anew each time: a timer for each token would cost more than the token. */
  #live(): void {
    if (this.#gap === undefined) {
      clearTimeout(this.#first)
      this.#gap = setTimeout(() => this.end({ kind: 'slow', code: 'TOKEN_GAP_TIMEOUT' }), this.#tokenGapMs)
    } else this.#gap.refresh()
  }

  #move(): void {
    this.#wake?.()
    this.#wake = undefined
  }
}

function parse(data: string): Chunk | undefined {
  try {
    const value: unknown = JSON.parse(data)
    return typeof value === 'object' && value !== null ? value : undefined
  } catch {
    return undefined
  }
}

function codeOf(error: NodeJS.ErrnoException): { code?: string } {
  return error.code === undefined ? {} : { code: error.code }
}
