import { existsSync } from 'node:fs'
import type { ModelPart } from '../../probe.ts'
import type { NamedServer } from '../../server/advice.ts'
import { isLoopbackHost } from '../../server/private-host.ts'
import type { TroubleFindings } from '../../server/trouble.ts'
import { OPENAI_URL, type OpenAiServerSettings } from '../client.ts'
import type { ProbeFailure } from './requests.ts'
import { describeNames, findBaseUrl, hasEmbeddings, listModels } from './served-models.ts'

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
  if (failure.failure === 'key') return { ...quoted, ...keyAdvice(server) }
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

async function lookAround(failure: ProbeFailure, { part, settings, named }: ProbedServer): Promise<TroubleFindings> {
  const { model, baseUrl = OPENAI_URL } = settings
  const list = await listModels({ ...settings, baseUrl })
  if (list === 'keyRefused') return {}
  if (list === undefined) {
    const found = await findBaseUrl({ ...settings, baseUrl })
    if (found === undefined) return failure.failure === 'unreachable' ? noModelServer(named) : {}
    return {
      line: 'the address of the model server is not whole',
      setting: named.settings.url,
      whatToDo: `Set ${named.settings.url}=${found}: there the server has its models.`,
    }
  }
  const { names } = list
  const isEmbedding = part === 'embeddings'
  if (isEmbedding && (names.includes(model) || !hasEmbeddings(names)) && !isMissingOllama(failure)) {
    return {
      line: 'the model server gives no embeddings',
      setting: 'EMBEDDING_BASE_URL',
      whatToDo:
        'Memories are found by their words alone. To find them by meaning set EMBEDDING_BASE_URL, EMBEDDING_MODEL and ' +
        'EMBEDDING_API_KEY to a server that has embeddings (docs/providers.md).',
    }
  }
  if (names.includes(model)) return {}
  const { model: setting } = named.settings
  if (isMissingOllama(failure))
    return { setting, whatToDo: `ollama pull ${model}${instead(names, model, isEmbedding, setting)}` }
  if (names.length === 0) return { setting, whatToDo: `It has no models at all yet: load ${model} there.` }
  return { setting, whatToDo: `${setting} names ${model}. It has: ${describeNames(names, model, isEmbedding)}.` }
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

function keyAdvice({ settings, named }: ProbedServer): TroubleFindings {
  const { host, settings: names } = named
  const { apiKey } = settings
  if (apiKey === undefined) {
    return {
      whatToDo: `No key goes to ${host}: a key goes only to the host it was given for. Set ${ownKeySetting(names)}.`,
    }
  }
  if (/^["'`“”]|["'`“”]$|\s|^Bearer/iu.test(apiKey))
    return { whatToDo: `${names.key} holds more than the key: quotes, spaces or a word before it.` }
  return {}
}

/** The setting that gives a key to the host of this part alone. */
function ownKeySetting({ url, key, model }: NamedServer['settings']): string {
  if (key !== 'OPENAI_API_KEY') return key
  if (url === 'MEMORY_BASE_URL') return 'MEMORY_API_KEY'
  return url === 'EMBEDDING_BASE_URL' ? 'EMBEDDING_API_KEY' : model === 'CHAT_MODEL' ? key : 'MODEL_API_KEYS'
}

const CONTAINER_FILES = ['/.dockerenv', '/run/.containerenv']

/** Inside a container its own loopback is somebody else's. */
function containerAdvice({ code }: ProbeFailure, { settings, named }: ProbedServer): string | undefined {
  const url = new URL(settings.baseUrl ?? OPENAI_URL)
  if (code !== 'ECONNREFUSED' || !isLoopbackHost(url.hostname) || !CONTAINER_FILES.some(file => existsSync(file)))
    return undefined
  url.hostname = 'host.docker.internal'
  return `In a container ${named.host} is the container itself. A server on the machine around it is ${named.settings.url}=${url.href}.`
}
