import type { LogDetails } from '../../errors.ts'
import type { Logger } from '../../observability/logger.ts'
import type { OnModelCall } from '../../observability/model-call.ts'
import type { ChatMessage, ContentPart } from '../../prompt/chat-model.ts'
import type { HostOccupancy } from '../host-occupancy.ts'
import type { ServerCapabilities } from '../server/capabilities.ts'
import type { RequestFailure } from '../server/failure.ts'
import type { Feature } from '../server/features.ts'
import type { TroubleReport } from '../server/trouble.ts'
import type { StreamOptions } from './stream.ts'
import type { ToolLoop } from './tool-loop.ts'

/** What a request is made of. */
export interface ChatInput {
  readonly messages: readonly ChatMessage[]
  readonly toolLoop: ToolLoop | undefined
  /** What the server does not take, or did not this time. */
  readonly omitted: ReadonlySet<Feature>
  readonly omittedPictures: ReadonlySet<ContentPart>
  /** The most that an answer may take; what the settings say if not given. */
  readonly responseTokens?: number | undefined
  /** The most that prompt and answer may take, where that is known. */
  readonly contextTokens?: number | undefined
}

/** What the adapter of a provider does itself; retries, restarts, timeouts, tools and usage are the same for all providers. */
interface ChatBackend<Request, Chunk> extends Pick<StreamOptions<Chunk>, 'toPiece'> {
  toRequest(input: ChatInput): Request
  open(request: Request, signal: AbortSignal): ReturnType<StreamOptions<Chunk>['open']>
  toFailure(error: unknown, sent: Request): RequestFailure
  featuresOf(request: Request): ReadonlySet<Feature>
}

export interface ChatServer<Request, Chunk> extends Pick<StreamOptions<Chunk>, 'timeouts'> {
  readonly backend: ChatBackend<Request, Chunk>
  readonly capabilities: ServerCapabilities
  readonly trouble: TroubleReport
  /** Who else is at work where it runs. */
  readonly occupancy: HostOccupancy
  readonly retryMs: number
  readonly onCall: OnModelCall | undefined
  readonly log: Logger
}

/** Codes and numbers alone: what a client throws quotes the provider, who may quote keys and prompts. */
export function failureDetails({ status, code, requestId }: Partial<RequestFailure>): LogDetails {
  return { status, code, requestId }
}
