import type { Logger } from '../../../observability/logger.ts'
import type { OnModelCall } from '../../../observability/model-call.ts'
import type { ConfiguredModel } from '../../probe.ts'
import type { TroubleReport } from '../../server/trouble.ts'
import type { OpenAiChatServer, OpenAiChatSettings } from '../chat-model.ts'
import { OPENAI_URL } from '../client.ts'
import type { createOpenAiEmbedder, OpenAiEmbedderSettings } from '../embedder.ts'
import type { createOpenAiExtractionModel, OpenAiExtractionSettings } from '../extraction-model.ts'
import { diagnoseFailure, type ProbedServer } from './diagnose.ts'
import { type ProbeFailure, type ProbeOptions, probeChat, probeEmbeddings, probeExtraction } from './requests.ts'

export type LoadedExtractionModel = ReturnType<typeof createOpenAiExtractionModel>

/** The model that only learning needs: loaded once the bot answers. */
export interface LazyExtractionModel {
  load(): Promise<LoadedExtractionModel>
  loaded(): LoadedExtractionModel | undefined
}

export interface ConfiguredModelDependencies {
  readonly settings: {
    readonly chat: OpenAiChatSettings
    readonly extraction: OpenAiExtractionSettings
    readonly embedder: OpenAiEmbedderSettings
  }
  readonly servers: readonly OpenAiChatServer[]
  readonly embedding: ReturnType<typeof createOpenAiEmbedder>['backend']
  readonly extraction: LazyExtractionModel
  readonly onCall: OnModelCall
  readonly log: Logger
}

/** The models that the settings name, each with a way to find out whether it works. */
export function configuredModels(dependencies: ConfiguredModelDependencies): readonly ConfiguredModel[] {
  const { settings, servers, embedding, extraction, onCall, log } = dependencies
  const { fallbacks = [], ...firstChat } = settings.chat
  const each = [firstChat, ...fallbacks]
  const shared = { onCall, log }
  return [
    ...servers.map((server, at) =>
      toConfigured({
        ...{ ...shared, part: 'chat', settings: each[at] ?? firstChat, timeoutMs: firstChat.firstTokenMs },
        loadTrouble: async () => server.trouble,
        trouble: () => server.trouble,
        contextTokens: () => server.capabilities.limits.contextTokens,
        ask: options => probeChat(server, options),
      }),
    ),
    toConfigured({
      ...{ ...shared, part: 'learning', settings: settings.extraction, timeoutMs: settings.extraction.timeoutMs },
      loadTrouble: async () => (await extraction.load()).backend.trouble,
      trouble: () => extraction.loaded()?.backend.trouble,
      async ask(options) {
        const { backend, whenFree } = await extraction.load()
        // It gives way to people, as learning does.
        return await whenFree(({ signal }) => probeExtraction(backend, { ...options, signal }), options.signal)
      },
    }),
    toConfigured({
      ...{ ...shared, part: 'embeddings', settings: settings.embedder, timeoutMs: settings.embedder.timeoutMs },
      loadTrouble: async () => embedding.trouble,
      trouble: () => embedding.trouble,
      ask: options => probeEmbeddings(embedding, settings.embedder.dimensions, options),
    }),
  ]
}

interface ProbedModel extends Pick<ProbedServer, 'part' | 'settings'>, Omit<ProbeOptions, 'signal' | 'secrets'> {
  loadTrouble(): Promise<TroubleReport>
  trouble(): TroubleReport | undefined
  contextTokens?(): number | undefined
  ask(options: ProbeOptions): Promise<ProbeFailure | undefined>
}

function toConfigured(probed: ProbedModel): ConfiguredModel {
  const { part, settings, loadTrouble, trouble, contextTokens, ask, ...options } = probed
  const secrets = [settings.apiKey ?? '', ...Object.values(settings.headers ?? {})]
  return {
    ...{ part, model: settings.model, host: new URL(settings.baseUrl ?? OPENAI_URL).host },
    name: 'name' in settings && typeof settings.name === 'string' ? settings.name : settings.model,
    contextTokens: () => contextTokens?.(),
    standing: () => trouble()?.standing,
    async probe(signal) {
      const begun = performance.now()
      const report = await loadTrouble()
      try {
        const failure = await ask({ ...options, signal, secrets })
        const ms = Math.round(performance.now() - begun)
        if (failure === undefined) {
          report.worked()
          return { ms }
        }
        const findings = await diagnoseFailure(failure, { part, settings, named: report.server })
        if (signal.aborted) return undefined
        report.failedProbe(failure, findings)
        return { ms, ...(report.standing && { trouble: report.standing }) }
      } catch (error) {
        if (signal.aborted) return undefined
        throw error
      }
    },
  }
}
