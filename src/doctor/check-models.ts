import type { Config } from '../config/environment.ts'
import { modelSettings } from '../config/models.ts'
import { createOpenAiModels } from '../llm/openai/models.ts'
import type { ConfiguredModel } from '../llm/probe.ts'
import type { Logger } from '../observability/logger.ts'
import { createPrices, whatToDoWithoutPrice } from '../spending/prices.ts'
import type { Finding } from './finding.ts'

/** Longer than the bot waits at its start: who asks for a doctor has time, and a model may have to be loaded. */
const PATIENCE_MS = 30_000

/** Without these the bot answers all the same. */
const DISPENSABLE: readonly ConfiguredModel['part'][] = ['embeddings']

/** Asks each model for one small thing. */
export function checkModels(config: Config, log: Logger): Promise<readonly Finding[]> {
  const nowhere = { readCapabilities: async () => undefined, keepCapabilities: async () => undefined }
  const models = createOpenAiModels(modelSettings(config), { capabilityStore: nowhere, onCall: () => undefined, log })
  return Promise.all([...models.configured.map(checkModel), checkPrices(config, models.configured)])
}

/** Whether it can be told what each model costs. */
function checkPrices({ MODEL_PRICES }: Config, models: readonly ConfiguredModel[]): Finding {
  const check = 'prices'
  const prices = createPrices(MODEL_PRICES)
  const unknown = models.filter(model => !prices.isKnown(model))
  const [first] = unknown
  if (first === undefined) return { check, state: 'ok', said: 'known for every model' }
  const names = unknown.map(({ model, host }) => `${model} at ${host}`)
  const said = `not known: ${names.join(', ')}; what that costs is not counted`
  return { check, state: 'warning', said, whatToDo: whatToDoWithoutPrice(first.model) }
}

async function checkModel(configured: ConfiguredModel): Promise<Finding> {
  const { part: check, model, host } = configured
  const which = `${model} at ${host}`
  const result = await configured.probe(AbortSignal.timeout(PATIENCE_MS))
  if (result === undefined) {
    const said = `${which} has not answered within ${PATIENCE_MS / 1000} s`
    return { check, state: 'warning', said, whatToDo: 'Is it still being loaded, or too large for its machine?' }
  }
  const { trouble, ms } = result
  if (trouble === undefined) return { check, state: 'ok', said: `${which} answers after ${(ms / 1000).toFixed(1)} s` }
  const { line, said, whatToDo } = trouble
  const quoted = said === undefined ? '' : `; it says: ${said}`
  return {
    check,
    state: DISPENSABLE.includes(check) ? 'warning' : 'problem',
    said: `${which}: ${line}${quoted}`,
    whatToDo,
  }
}
