import type { OpenAI } from 'openai'
import type {
  ChatCompletionMessageParam,
  ChatCompletionCreateParamsNonStreaming as Request,
} from 'openai/resources/chat/completions'
import type { OnServerCall } from '../../observability/model-call.ts'
import type { HostOccupancy } from '../host-occupancy.ts'
import type { ModelResponse } from '../retry.ts'
import { PromptTrace } from './prompt-trace.ts'
import { readWhole } from './whole-answer.ts'

/** How long reading a piece should take, in milliseconds: somebody who asks meanwhile waits for its end. */
const PIECE_MS = 400

/** What is read within that time is read at once. */
const MAX_WHOLE_MS = 2 * PIECE_MS

/** Characters of the first piece, and of each on a slow machine: some 40 tokens. */
const MIN_PIECE = 160

/** One of the smallest pieces that takes longer than that, and several times as long as another of them, tells that the server reads the whole prompt anew each time. */
const MAX_PIECE_MS = 4 * PIECE_MS
const MAX_SPREAD = 3

/** By how much one piece can make the next one longer: where a server does not tell what it had read before, it may have had this one. */
const GROWTH = 1.25

/** Tokens that templates put around a piece: with no more than that the server read nothing new. */
const TEMPLATE_TOKENS = 24

/** What stands for all that follows where templates want the user to have the last word. */
const ENDING: ChatCompletionMessageParam = { role: 'user', content: '…' }

type Reading = ModelResponse<unknown>['tokens'] & { readonly ms: number }

/**
 * Lets a server read a long prompt in pieces before it is asked to answer it. Servers go on to the end of a batch of prompt
 * that nobody waits for any more (llama.cpp: 512 tokens, four seconds of a model of 1.5 billion parameters on two cores), and
 * what they have read they keep. Each piece is a request of its own, for one token, of the prompt so far.
 *
 * What it can't do is left to the request itself, which says what is wrong.
 */
export class ChunkedPrefill {
  readonly #client: OpenAI
  readonly #occupancy: HostOccupancy
  /** Told of each piece that was read or broken off. Its tokens count with the request that it is of. */
  readonly #onCall: OnServerCall | undefined
  #msPerCharacter: number | undefined
  /** Milliseconds of the quickest of the smallest pieces. */
  #quickest = Number.POSITIVE_INFINITY
  #isKept = true
  /** As far as the server has read last, and how many answers were begun there by then. */
  #last = { trace: new PromptTrace(''), answersBegun: 0 }
  /** Whether the server keeps that while it makes an answer. Servers with room for several prompts do. */
  #isKeptBesideAnswers = true

  constructor(client: OpenAI, occupancy: HostOccupancy, onCall?: OnServerCall) {
    this.#client = client
    this.#occupancy = occupancy
    this.#onCall = onCall
  }

  /** Has a request read ahead, and then asks it, which reads the rest. Throws the signal's reason, and what `ask` throws. */
  async ask<Answer>(request: Request, signal: AbortSignal, ask: () => Promise<Answer>): Promise<Answer> {
    await this.#read(request, signal)
    const answer = await ask()
    this.#keep(textIn(request))
    return answer
  }

  async #read(request: Request, signal: AbortSignal): Promise<void> {
    const oneToken = limitedToOneToken(request)
    if (!this.#isKept || oneToken === undefined) return
    const { messages } = request
    const text = textIn(request)
    const readPiece = (end: number) => this.#readPiece({ ...oneToken, messages: cutMessages(messages, end) }, signal)
    let end = this.#last.trace.sharedLength(text)
    if (end > 0 && this.#last.answersBegun !== this.#occupancy.answersBegun) {
      // A shorter piece than what a server has read makes it forget the rest.
      const reading = this.#isKeptBesideAnswers ? await readPiece(end) : undefined
      this.#isKeptBesideAnswers &&= reading !== undefined && reading.ms <= MAX_PIECE_MS
      if (reading === undefined) end = 0
    }
    while (text.length - end > this.#wholeCharacters) {
      const characters = Math.max(MIN_PIECE, Math.ceil(this.#charactersIn(PIECE_MS) ?? 0))
      end += characters
      const reading = await readPiece(end)
      if (reading === undefined) return
      this.#measure(reading, characters)
      if (!this.#isKept) return
      this.#keep(text.slice(0, end))
    }
  }

  #keep(text: string): void {
    this.#last = { trace: new PromptTrace(text), answersBegun: this.#occupancy.answersBegun }
  }

  /** Undefined where the server did not read it. */
  async #readPiece(piece: Request, signal: AbortSignal): Promise<Reading | undefined> {
    const begun = performance.now()
    try {
      const { tokens } = await readWhole(this.#client, piece, signal)
      const ms = performance.now() - begun
      this.#onCall?.({ purpose: 'prefill', outcome: 'ok', tokens: {}, ms })
      return { ...tokens, ms }
    } catch {
      if (signal.aborted)
        this.#onCall?.({ purpose: 'prefill', outcome: 'stopped', tokens: {}, ms: performance.now() - begun })
      signal.throwIfAborted()
      return undefined
    }
  }

  #measure({ ms, prompt = 0, cached = 0 }: Reading, characters: number): void {
    if (cached > 0 && prompt - cached <= TEMPLATE_TOKENS) return
    if (characters === MIN_PIECE) this.#quickest = Math.min(ms, this.#quickest)
    this.#isKept = characters > MIN_PIECE || ms <= Math.max(MAX_PIECE_MS, this.#quickest * MAX_SPREAD)
    this.#msPerCharacter = Math.max(ms / characters, (this.#msPerCharacter ?? 0) / GROWTH)
  }

  #charactersIn(ms: number): number | undefined {
    return this.#msPerCharacter === undefined ? undefined : ms / this.#msPerCharacter
  }

  get #wholeCharacters(): number {
    return this.#charactersIn(MAX_WHOLE_MS) ?? MIN_PIECE
  }
}

/** Undefined where nothing would end the answer to a piece. */
function limitedToOneToken({ response_format: _, ...request }: Request): Request | undefined {
  const names = (['max_tokens', 'max_completion_tokens'] as const).filter(name => request[name] !== undefined)
  return names.length === 0 ? undefined : { ...request, ...Object.fromEntries(names.map(name => [name, 1])) }
}

function textIn({ messages }: Request): string {
  return messages.map(textOf).join('')
}

function textOf({ content }: ChatCompletionMessageParam): string {
  return typeof content === 'string' ? content : ''
}

/** The messages up to that many characters of their texts. */
function cutMessages(
  messages: readonly ChatCompletionMessageParam[],
  characters: number,
): ChatCompletionMessageParam[] {
  const cut: ChatCompletionMessageParam[] = []
  let room = characters
  for (const message of messages) {
    if (room <= 0) break
    const content = textOf(message).slice(0, room).toWellFormed()
    cut.push({ ...message, content } as ChatCompletionMessageParam)
    room -= textOf(message).length
  }
  return cut.at(-1)?.role === 'user' ? cut : [...cut, ENDING]
}
