/** One part of a message to the model: text, or an image as a data URL. */
export type ContentPart =
  | { readonly type: 'text'; readonly text: string }
  | ({ readonly type: 'image'; readonly url: string; readonly name: string } & PictureSize)

/** In pixels, where that is known. */
export interface PictureSize {
  readonly width?: number | undefined
  readonly height?: number | undefined
}

export interface ChatMessage {
  readonly role: 'system' | 'user' | 'assistant'
  readonly content: string | readonly ContentPart[]
}

export interface TokenUsage {
  /** Prompt and answer together, as the provider counted; estimated from bytes where it does not say. */
  readonly tokens: number
  /** As far as the provider says: those of the prompts, those that it had read before, and those of what was written. */
  readonly prompt?: number
  readonly cached?: number
  readonly completion?: number
  /** Which model gave the last part of it. */
  readonly model?: string
}

/** What the model may call while it answers. */
export interface ChatTool {
  readonly name: string
  readonly description: string
  /** JSON schema of the arguments. */
  readonly parameters: Readonly<Record<string, unknown>>
  /** Whether it tells of what is remembered, which may be forgotten by the time of the next request. */
  readonly readsMemory?: boolean | undefined
  /** Returns what the model reads; where the arguments make no sense, that is how to call the tool. */
  run(args: unknown): Promise<string>
}

export interface ChatOptions {
  /** Ends the request; the iteration then ends without an error. */
  readonly signal: AbortSignal
  /** Whether nothing of this answer is visible yet, so that a failed attempt may start over. */
  readonly mayRestart: () => boolean
  /** Called once when a completion has ended, whole or not, if anything was sent. */
  readonly onUsage?: (usage: TokenUsage) => void
  /** The names under which the prompt knows the bot and the person it talks to: models write them before their answers. */
  readonly speakers?: readonly string[]
  /** What the person said of themselves, word for word as the prompt shows it: models repeat it as if it were said of them. */
  readonly said?: readonly string[]
  /** The message that is answered, as the prompt shows it: where a small model only says it again, or what was `said`, it is asked once more. */
  readonly message?: string
  /** Tools, and how many calls of them one answer may have; a server that knows no tools is asked without them. */
  readonly tools?: { readonly offered: readonly ChatTool[]; readonly maxCalls: number }
  /** Which of several models is asked first, by its name in the settings; the first of them if not given. */
  readonly model?: string | undefined
  /** Who asks: what a server refuses to two people is nobody's fault. */
  readonly person?: string
  /**
   * The same question in at most so many tokens, with room for the answer; undefined if the message alone has more. Asked
   * for where the model turns out to take less.
   */
  readonly refit?: (contextTokens: number) => Promise<FittedQuestion | undefined>
  /**
   * Asked before each request but the first, as after tools were used: the question anew, in at most so many tokens where that was
   * found out, if what it rests on has changed meanwhile; undefined if not.
   */
  readonly renew?: (contextTokens: number | undefined) => Promise<FittedQuestion | undefined>
  /** Called at the end of an answer that was made without some of the pictures. */
  readonly onPicturesOmitted?: () => void
}

export interface FittedQuestion extends Pick<ChatOptions, 'tools'> {
  readonly messages: readonly ChatMessage[]
  /** Whether what is remembered of the person has changed since, and not only what stands around the message. */
  readonly isMemoryChanged?: boolean
}

/** How a completion ended: by itself, or at the limit of RESPONSE_TOKENS. */
export type FinishReason = 'whole' | 'length'

/** What a prompt has to heed. */
export interface ModelLimits {
  /** What the model takes with its answer, in tokens. */
  readonly contextTokens?: number | undefined
  /** It has so few parameters that it takes what is past for what is. */
  readonly isSmall?: boolean
}

/** A language model that answers a prompt in a stream. */
export interface ChatModel {
  /** What is known yet of what the model can take. Never rejects. */
  limits?(model?: string): Promise<ModelLimits>
  /** Keeps the model's server free for a question that is to be asked soon. Returns what to call once it is answered. */
  reserve?(model?: string): () => void
  /**
   * Yields the whole text so far each time it grows (after a restart it begins anew), and returns how it ended.
   * Throws ModelError; with `failure: 'cut'` when it broke off after text was visible.
   */
  stream(messages: readonly ChatMessage[], options: ChatOptions): AsyncGenerator<string, FinishReason, void>
}
