import { existsSync } from 'node:fs'
import type { ModelPart } from '../../probe.ts'
import type { NamedServer } from '../../server/advice.ts'
import { isLoopbackHost } from '../../server/private-host.ts'
import type { TroubleFindings } from '../../server/trouble.ts'
import { OPENAI_URL, type OpenAiServerSettings } from '../client.ts'
import { wrongKeyAdvice } from './key-owners.ts'
import type { ProbeFailure } from './requests.ts'
import { describeNames, findBaseUrl, hasEmbeddings, isServed, listModels } from './served-models.ts'

/** A model at a server, with all that is known of how it is set. */
export interface ProbedServer {
  readonly part: ModelPart
  readonly settings: OpenAiServerSettings & { readonly model: string }
  readonly named: NamedServer
}

/** Looks closer at why a model does not answer: what else is at its address, and what an operator has to change. Never rejects. */
export async function diagnoseFailure(failure: ProbeFailure, server: ProbedServer): Promise<TroubleFindings> {
  const { said, dimensions } = failure
  const quoted = said === undefined ? {} : { said }
  if (dimensions !== undefined) return wrongDimensions(dimensions)
  if (failure.failure === 'key') return { ...quoted, ...(keyAdvice(server) ?? (await lookAtKey(failure, server))) }
  const contained = containerAdvice(failure, server)
  if (contained !== undefined) return { whatToDo: contained }
  return isAboutAddress(failure) ? { ...quoted, ...(await lookAround(failure, server)) } : quoted
}

/** Something answered that knows no such page, no such model, or speaks of something else. */
function isAboutAddress({ failure, status = 0, code }: ProbeFailure): boolean {
  if (failure === 'unreachable') return code === 'NO_MODEL_SERVER' || code === 'NOT_JSON' || code === 'STREAM_ENDED'
  return (
    failure === 'missing' || status === 501 || (failure === 'refused' && [0, 400, 403, 404, 405, 500].includes(status))
  )
}

async function lookAround(failure: ProbeFailure, server: ProbedServer): Promise<TroubleFindings> {
  const { settings, named } = server
  const settled = { ...settings, baseUrl: settings.baseUrl ?? OPENAI_URL }
  const list = await listModels(settled)
  if (list === 'keyRefused') return {}
  if (list !== undefined) return lookAtModel(list.names, failure, server)
  const found = await findBaseUrl(settled)
  if (found === undefined) return failure.failure === 'unreachable' ? noModelServer(named) : {}
  return {
    line: 'the address of the model server is not whole',
    setting: named.settings.url,
    whatToDo: `Set ${named.settings.url}=${found}: there the server has its models.`,
  }
}

/** @param names those of the models that the server has */
function lookAtModel(names: readonly string[], failure: ProbeFailure, server: ProbedServer): TroubleFindings {
  const { part, settings, named } = server
  const { model } = settings
  const { model: setting } = named.settings
  const isEmbedding = part === 'embeddings'
  if (isServed(names, model)) {
    const isFit = isEmbedding === hasEmbeddings([model])
    if (isEmbedding && (isFit || !hasEmbeddings(names))) return noEmbeddings
    return isFit && failure.failure !== 'missing' ? {} : otherPurpose(names, server)
  }
  if (isMissingOllama(failure))
    return { setting, whatToDo: `ollama pull ${model}${instead(names, model, isEmbedding, setting)}` }
  if (isEmbedding && !hasEmbeddings(names)) return noEmbeddings
  if (names.length === 0) return { setting, whatToDo: `It has no models at all yet: load ${model} there.` }
  return { setting, whatToDo: `${setting} names ${model}. It has: ${describeNames(names, model, isEmbedding)}.` }
}

const noEmbeddings: TroubleFindings = {
  line: 'the model server gives no embeddings',
  setting: 'EMBEDDING_BASE_URL',
  whatToDo:
    'Memories are found by their words alone. To find them by meaning set EMBEDDING_BASE_URL, EMBEDDING_MODEL and ' +
    'EMBEDDING_API_KEY to a server that has embeddings (docs/providers.md).',
}

/** The server has the model, and uses it for something else. */
function otherPurpose(names: readonly string[], { part, settings, named }: ProbedServer): TroubleFindings {
  const { model: setting } = named.settings
  const isEmbedding = part === 'embeddings'
  const others = names.filter(name => name !== settings.model && hasEmbeddings([name]) === isEmbedding)
  const use = isEmbedding ? 'embeddings' : 'answers'
  const instead = others.length === 0 ? '' : ` For those it has: ${describeNames(others, settings.model, isEmbedding)}.`
  return {
    line: 'the model is for something else',
    setting,
    whatToDo: `${setting} names ${settings.model}, and that gives no ${use}.${instead}`,
  }
}

const isMissingOllama = ({ wording }: ProbeFailure) => wording.includes('try pulling')

function instead(names: readonly string[], model: string, isEmbedding: boolean, setting: string): string {
  return names.length === 0 ? '' : `, or in ${setting} one of: ${describeNames(names, model, isEmbedding)}`
}

function noModelServer({ settings }: NamedServer): TroubleFindings {
  return {
    line: 'what answers there is no model server',
    setting: settings.url,
    whatToDo: `Is the address in ${settings.url} right? It ends in /v1 at most servers.`,
  }
}

function wrongDimensions({ expected, got }: { readonly expected: number; readonly got: number }): TroubleFindings {
  return {
    line: 'embeddings have another length than EMBEDDING_DIMENSIONS says',
    setting: 'EMBEDDING_DIMENSIONS',
    whatToDo: `It says ${expected}, and the model gives ${got}: set EMBEDDING_DIMENSIONS=${got}.`,
  }
}

/** What can be seen of a key that is refused, by itself. */
function keyAdvice({ settings, named }: ProbedServer): TroubleFindings | undefined {
  const { host, settings: names } = named
  const { apiKey } = settings
  if (apiKey !== undefined) {
    const whatToDo = wrongKeyAdvice(apiKey, host, names)
    return whatToDo === undefined ? undefined : { whatToDo }
  }
  const setting = ownKeySetting(names)
  if (names.url === 'OPENAI_BASE_URL') return { setting, whatToDo: `${host} wants a key, and ${setting} is not set.` }
  return {
    setting,
    whatToDo: `No key goes to ${host}: a key goes only to the host it was given for. Set ${setting}.`,
  }
}

/** The setting that gives a key to the host of this part alone. */
function ownKeySetting({ url, key }: NamedServer['settings']): string {
  if (key !== 'OPENAI_API_KEY') return key
  return { MEMORY_BASE_URL: 'MEMORY_API_KEY', EMBEDDING_BASE_URL: 'EMBEDDING_API_KEY' }[url] ?? key
}

/** A key that is forbidden one thing can be a good one, with a model that is not for it. */
async function lookAtKey({ status }: ProbeFailure, server: ProbedServer): Promise<TroubleFindings> {
  if (status !== 403) return {}
  const { part, named, settings } = server
  const list = await listModels({ ...settings, baseUrl: settings.baseUrl ?? OPENAI_URL })
  if (list === undefined || list === 'keyRefused' || !isServed(list.names, settings.model)) return {}
  const isEmbedding = part === 'embeddings'
  if (hasEmbeddings([settings.model]) !== isEmbedding)
    return isEmbedding && !hasEmbeddings(list.names) ? noEmbeddings : otherPurpose(list.names, server)
  const { model: setting, key } = named.settings
  return {
    line: 'the model server refuses the model to this key',
    setting,
    whatToDo: `It has ${settings.model}, and forbids it: give the key in ${key} the right to use it there, or name another model in ${setting}.`,
  }
}

const CONTAINER_FILES = ['/.dockerenv', '/run/.containerenv']

/** Inside a container its own loopback is somebody else's. */
function containerAdvice({ code }: ProbeFailure, { settings, named }: ProbedServer): string | undefined {
  const url = new URL(settings.baseUrl ?? OPENAI_URL)
  if (code !== 'ECONNREFUSED' || !isLoopbackHost(url.hostname) || !CONTAINER_FILES.some(file => existsSync(file)))
    return undefined
  url.hostname = 'host.docker.internal'
  return (
    `Nothing listens there. In a container ${named.host} is the container itself: does the server run in it? ` +
    `One on the machine around it is ${named.settings.url}=${url.href}.`
  )
}
