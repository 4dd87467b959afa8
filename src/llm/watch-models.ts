import { setTimeout as sleep } from 'node:timers/promises'
import { errorDetails } from '../errors.ts'
import type { Logger } from '../observability/logger.ts'
import type { ConfiguredModel, ModelPart, ProbeResult } from './probe.ts'
import type { StandingTrouble } from './server/trouble.ts'

/** How long the first look at all models may keep anybody waiting. */
const DEADLINE_MS = 5000

/** When a model that does not work is asked again: after a minute, then twice as long each time, up to a quarter of an hour. */
const PAUSES_MS = { first: 60_000, longest: 900_000 }

export interface ModelWatch {
  /** Resolves when every model has answered or failed, or after 5 s. Never rejects. */
  readonly settled: Promise<void>
  stop(): void
}

/**
 * Asks each model for one small thing, all at once, and tells the log what came of it; from then on asks those again that do
 * not work, so that their return is known without anybody having to try.
 */
export function watchModels(models: readonly ConfiguredModel[], log: Logger, pausesMs = PAUSES_MS): ModelWatch {
  const ending = new AbortController()
  const { signal } = ending
  const first = models.map(model => ({ model, result: probe(model, signal, log) }))
  return {
    settled: settle(first, { signal, log, pausesMs }),
    stop: () => ending.abort(),
  }
}

interface FirstProbe {
  readonly model: ConfiguredModel
  readonly result: Promise<ProbeResult | undefined>
}

/** An error of ours must not end the process: the bot answers all the same. */
function probe(model: ConfiguredModel, signal: AbortSignal, log: Logger): Promise<ProbeResult | undefined> {
  return model.probe(signal).catch((error: unknown) => {
    log.error({ part: model.part, ...errorDetails(error) }, 'model not probed')
    return undefined
  })
}

interface WatchContext {
  readonly signal: AbortSignal
  readonly log: Logger
  readonly pausesMs: typeof PAUSES_MS
}

async function settle(first: readonly FirstProbe[], context: WatchContext): Promise<void> {
  const { signal, log } = context
  const pending = new Set(first)
  const results = first.map(async one => {
    const result = await one.result
    pending.delete(one)
    void watch(one.model, context)
    return result
  })
  const all = Promise.all(results).then(found => tellWhole(first, found, log))
  await Promise.race([all, sleep(DEADLINE_MS, undefined, { signal, ref: false }).catch(() => undefined)])
  if (signal.aborted) return
  for (const { model } of pending) {
    const { part, host, model: name } = model
    log.warn({ part, host, model: name, waitedMs: DEADLINE_MS }, 'the model has not answered yet: is it being loaded?')
  }
}

/** One line with how long each took, where all work. */
function tellWhole(first: readonly FirstProbe[], found: readonly (ProbeResult | undefined)[], log: Logger): void {
  if (found.some(result => result === undefined || result.trouble !== undefined)) return
  const times = first.map(({ model }, at) => [`${model.part}Ms`, found[at]?.ms] as const)
  log.info(Object.fromEntries(times.toReversed()), 'all models answer')
}

async function watch(model: ConfiguredModel, { signal, log, pausesMs }: WatchContext): Promise<void> {
  for (let pauseMs = pausesMs.first; !signal.aborted; ) {
    await sleep(pauseMs, undefined, { signal, ref: false }).catch(() => undefined)
    if (signal.aborted) return
    if (model.standing() === undefined) pauseMs = pausesMs.first
    else {
      await probe(model, signal, log)
      pauseMs = Math.min(pauseMs * 2, pausesMs.longest)
    }
  }
}

/** Why a part does not work; of several models that can answer one is enough. */
export function troubleOf(models: readonly ConfiguredModel[], part: ModelPart): StandingTrouble | undefined {
  const troubles = models.filter(model => model.part === part).map(model => model.standing())
  return troubles.includes(undefined) ? undefined : troubles[0]
}
