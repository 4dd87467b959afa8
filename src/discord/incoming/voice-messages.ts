import type { Client, Message, MessageSnapshot } from 'discord.js'
import { LRUCache } from 'lru-cache'
import { errorDetails } from '../../errors.ts'
import type { Logger } from '../../observability/logger.ts'
import type { Transcriber } from '../../prompt/transcriber.ts'
import { downloadFile } from '../download.ts'
import { forwardedIn, isVoice } from './content/read-message.ts'

/** Discord records up to 20 minutes; half of that takes a model long enough, and has some 2 MB. */
const MAX_SECONDS = 600
const MAX_BYTES = 8_000_000
/** Of one question, the nearest first. */
const MOST_RECORDINGS = 3
const DOWNLOAD_TIMEOUT_MS = 10_000
/** How long the words of a recording are kept in the process: a talk about it goes on. */
const KEPT_MS = 60 * 60_000
const MOST_KEPT = 200
/** More than is said in ten minutes. */
const LONGEST_TEXT = 20_000

type AnyMessage = Message | MessageSnapshot

/** Puts voice messages into words, where a model for that is set; without one nothing is ever downloaded. */
export class VoiceMessages {
  readonly #transcriber: Transcriber | undefined
  readonly #log: Logger
  readonly #known = new LRUCache<string, Promise<string | undefined>>({ max: MOST_KEPT, ttl: KEPT_MS })

  constructor(transcriber: Transcriber | undefined, log: Logger) {
    this.#transcriber = transcriber
    this.#log = log
  }

  /** The words of the voice messages among some messages and what they forward, by the ids of their files. Never rejects. */
  async read(messages: readonly Message[], signal: AbortSignal): Promise<ReadonlyMap<string, string>> {
    const recordings = messages
      .flatMap((message): readonly AnyMessage[] => [message, ...forwardedIn(message)])
      .filter(isVoice)
      .flatMap(message => [...message.attachments.values()])
      .slice(0, MOST_RECORDINGS)
    const words = await Promise.all(
      recordings.map(
        async recording => [recording.id, await this.#wordsOf(recording, messages[0]?.client, signal)] as const,
      ),
    )
    return new Map(words.flatMap(([id, text]) => (text === undefined ? [] : [[id, text]])))
  }

  async #wordsOf(recording: VoiceFile, client: Client | undefined, signal: AbortSignal): Promise<string | undefined> {
    const { id, duration, size } = recording
    if (this.#transcriber === undefined || client === undefined) return undefined
    if (size > MAX_BYTES || (duration ?? 0) > MAX_SECONDS) {
      this.#log.info({ recording: id, seconds: duration, bytes: size }, 'voice message not put into words: too long')
      return undefined
    }
    const known = this.#known.get(id)
    if (known !== undefined) return await known
    const reading = this.#transcribe(recording, this.#transcriber, { client, signal })
    this.#known.set(id, reading)
    const words = await reading
    // What failed, or was stopped, may work at the next question.
    if (words === undefined) this.#known.delete(id)
    return words
  }

  async #transcribe(
    { id, name, contentType, size, url }: VoiceFile,
    transcriber: Transcriber,
    { client, signal }: { readonly client: Client; readonly signal: AbortSignal },
  ): Promise<string | undefined> {
    try {
      const data = await downloadFile(url, { maxBytes: size, timeoutMs: DOWNLOAD_TIMEOUT_MS, signal }, client)
      if (data === undefined) {
        if (!signal.aborted) this.#log.warn({ recording: id }, 'voice message not downloaded')
        return undefined
      }
      const said = await transcriber.transcribe({ name, contentType: contentType ?? 'audio/ogg', data }, signal)
      return said.slice(0, LONGEST_TEXT).toWellFormed()
    } catch (error) {
      if (!signal.aborted) this.#log.warn({ recording: id, ...errorDetails(error) }, 'voice message not put into words')
      return undefined
    }
  }
}

interface VoiceFile {
  readonly id: string
  readonly name: string
  readonly contentType: string | null
  readonly size: number
  readonly url: string
  readonly duration: number | null
}
