import { readFile } from 'node:fs/promises'
import { parse } from 'dotenv'
import { trimSecret } from '../../../src/config/copied-value.ts'
import { checkEnvironment } from '../../../src/config/environment.ts'
import { checkModels } from '../../../src/doctor/check-models.ts'
import type { Finding } from '../../../src/doctor/finding.ts'
import { findBaseUrl, listModels } from '../../../src/llm/openai/probe/served-models.ts'
import { isLoopbackHost } from '../../../src/llm/server/private-host.ts'
import type { Logger } from '../../../src/observability/logger.ts'
import { changeEnvFile, type SettingChanges, writeEnvFile } from '../../../src/setup/env-file.ts'
import {
  addressOf,
  findEmbeddings,
  type Place,
  settingsFor,
  usable,
  usualModels,
  withoutKeysOfFormerHost,
} from '../../../src/setup/model-settings.ts'
import { providers as knownProviders, OPENAI, type Provider } from '../../../src/setup/providers.ts'
import type { DemoWorld } from '../../world/open-world.ts'
import type { ActionOf, ModelKept, ModelProvider, ModelUse } from '../protocol.ts'

export interface ModelPlaces {
  readonly providers: readonly Provider[]
  readonly envFile: string
}

const USUAL_PLACES: ModelPlaces = { providers: knownProviders, envFile: '.env' }
const quiet: Logger = { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined }

/** What can't be done, in a sentence that says what can. */
class ModelRefusal extends Error {
  override readonly name = 'ModelRefusal'
}

/** Finds models, tries them, and lets the bot begin anew with one. Keys are kept in memory, and in `.env` once somebody says so. */
export class ModelChoice {
  readonly #world: Pick<DemoWorld, 'switchModel' | 'setting'>
  readonly #onChange: () => void
  readonly #places: ModelPlaces
  #used: SettingChanges | undefined

  constructor(world: Pick<DemoWorld, 'switchModel' | 'setting'>, onChange: () => void, places = USUAL_PLACES) {
    this.#world = world
    this.#onChange = onChange
    this.#places = places
  }

  /** The places where models may be, those of this machine with whether they are there. */
  async find(): Promise<readonly ModelProvider[]> {
    return await Promise.all(this.#places.providers.map(describe))
  }

  /** Tries a model, and lets the bot begin anew with it. Throws ModelRefusal, and BotFailure. */
  async choose({ provider: name, baseUrl, key, model }: ActionOf<'use-model'>): Promise<ModelUse> {
    const provider = this.#places.providers.find(one => one.name === name)
    if (provider === undefined) throw new ModelRefusal('There is no such place: choose another.')
    const place = await findPlace(provider, baseUrl ?? '', trimSecret(key ?? '') || undefined)
    const choices = usable(place.names)
    const usual = usualModels(place)
    if (usual === undefined)
      throw new ModelRefusal(`${provider.name} runs and has no model: load one there, then try it again.`)
    if (model === undefined && provider.models === undefined && choices.length > 1) return { choices }
    const settings = settingsFor(place, model === undefined ? usual : { chat: model, memory: model })
    await tryModels(settings)
    await this.#world.switchModel(settings)
    this.#used = settings
    this.#onChange()
    const note =
      provider === OPENAI || findEmbeddings(place) !== undefined
        ? undefined
        : 'It has no model for embeddings: memories are found by their words. Load one there, such as nomic-embed-text, to find them by meaning.'
    return { speaks: settings['CHAT_MODEL'] ?? '', note }
  }

  /** Writes the settings of the model into the file, over others only if that is said. Throws ModelRefusal. */
  async keep(replaces: boolean): Promise<ModelKept> {
    const { envFile } = this.#places
    if (this.#used === undefined) throw new ModelRefusal('There is nothing to keep yet: try a model first.')
    const before = await readFile(envFile, 'utf8').catch(() => undefined)
    const set = parse(before ?? '')
    const used = withoutKeysOfFormerHost(set, this.#used)
    const others = Object.keys(used).filter(name => (set[name] ?? '') !== '' && set[name] !== used[name])
    if (others.length > 0 && !replaces) return { others }
    await writeEnvFile(envFile, changeEnvFile(before, used))
    return { file: envFile }
  }
}

async function describe(provider: Provider): Promise<ModelProvider> {
  const { name, baseUrl, keyPage } = provider
  const isAddressAsked = provider !== OPENAI && baseUrl === undefined
  const isLocal = baseUrl !== undefined && isLoopbackHost(new URL(baseUrl).hostname)
  return {
    name,
    keyPage,
    isAddressAsked,
    isRunning: isLocal ? (await listModels({ baseUrl })) !== undefined : undefined,
  }
}

/** The server with the names of its models. Throws ModelRefusal. */
async function findPlace(provider: Provider, address: string, key: string | undefined): Promise<Place> {
  const { name, keyPage } = provider
  if (keyPage !== undefined && key === undefined)
    throw new ModelRefusal(`${name} wants a key: make one at ${keyPage}, and put it in here.`)
  const named = namedAddress(provider, address)
  const access = { baseUrl: named, ...(key !== undefined && { apiKey: key }) }
  const first = await listModels(access)
  const baseUrl = first === undefined ? ((await findBaseUrl(access)) ?? named) : named
  const list = first ?? (await listModels({ ...access, baseUrl }))
  const { host } = new URL(baseUrl)
  if (list === 'keyRefused') throw new ModelRefusal(aboutKey(host, key, keyPage))
  if (list === undefined)
    throw new ModelRefusal(
      `Nothing answers at ${host}: start the server there, or mend the address, then try it again.`,
    )
  return { provider, baseUrl, key, names: list.names }
}

/** Where a provider is, or where somebody says it is. Throws ModelRefusal. */
function namedAddress(provider: Provider, address: string): string {
  const named = provider === OPENAI || provider.baseUrl !== undefined ? addressOf(provider) : address.trim()
  if (/^https?:$/u.test(URL.parse(named)?.protocol ?? '')) return named
  throw new ModelRefusal('That is no address: name one such as http://127.0.0.1:8080/v1.')
}

function aboutKey(host: string, key: string | undefined, keyPage: string | undefined): string {
  if (key === undefined) return `The server at ${host} wants a key: put it in here.`
  const where = keyPage === undefined ? '' : ` from ${keyPage}`
  return `${host} refuses that key: copy it once more${where}, whole and without spaces.`
}

/** Asks each model for one small thing. Throws ModelRefusal. */
async function tryModels(settings: SettingChanges): Promise<void> {
  const config = checkEnvironment({ ...settings, DISCORD_TOKEN: 'unused' })
  if ('problems' in config) throw new ModelRefusal(config.problems.join(' '))
  const problem = (await checkModels(config, quiet)).find(({ state }) => state === 'problem')
  if (problem !== undefined) throw new ModelRefusal(inWords(problem))
}

const inWords = ({ said, whatToDo }: Finding) => (whatToDo === undefined ? `${said}.` : `${said}. ${whatToDo}`)
