import { trimSecret } from '../config/copied-value.ts'
import { describeNames, findBaseUrl, listModels } from '../llm/openai/probe/served-models.ts'
import { isLoopbackHost, isPrivateHost } from '../llm/server/private-host.ts'
import type { SettingChanges } from './env-file.ts'
import {
  addressOf,
  findEmbeddings,
  type Place,
  settingsFor,
  usable,
  usualModels,
  WITHOUT_EMBEDDINGS,
} from './model-settings.ts'
import type { Prompter } from './prompter.ts'
import { OPENAI, type Provider, providers } from './providers.ts'

/** What stands for a key where a server wants none, and its address does not tell so. */
const NO_KEY = 'none'

/** Asks where the models are and which to take; what is asked of the servers is their list of models alone. Throws EndOfInput. */
export async function chooseModels(prompter: Prompter): Promise<SettingChanges> {
  const place = await choosePlace(prompter, await chooseProvider(prompter))
  const { provider, baseUrl, key, names } = place
  const chat = await chooseModel(prompter, 'Model that answers', usualModels(place)?.chat, names)
  const memory = await chooseModel(prompter, 'Model that learns', provider.models?.memory ?? chat, names)
  const found = findEmbeddings(place)
  if (provider !== OPENAI)
    prompter.tell(found === undefined ? WITHOUT_EMBEDDINGS : `Memories are found by meaning with ${found}.`)
  return settingsFor({ provider, baseUrl, key, names }, { chat, memory })
}

async function chooseProvider(prompter: Prompter): Promise<Provider> {
  prompter.tell(providers.map(({ name }, at) => `  ${at + 1}  ${name}`).join('\n'))
  for (;;) {
    const said = await prompter.ask('Where are the models? A number or a name')
    const byNumber = providers[Number(said) - 1]
    const byName = providers.find(({ name }) => said !== '' && name.toLowerCase().startsWith(said.toLowerCase()))
    const chosen = byNumber ?? byName
    if (chosen !== undefined) return chosen
    prompter.tell('That is none of these.')
  }
}

async function choosePlace(prompter: Prompter, provider: Provider): Promise<Place> {
  let usual = provider.baseUrl
  for (;;) {
    const baseUrl = provider === OPENAI ? addressOf(OPENAI) : await askAddress(prompter, usual)
    usual = baseUrl
    const needsNone = provider.keyPage === undefined && isLoopbackHost(new URL(baseUrl).hostname)
    const key = needsNone ? undefined : await askKey(prompter, provider)
    const place = await findModels(prompter, { provider, baseUrl, key })
    if (place !== undefined) return place
  }
}

/** Looks which models are there, also a little beside the address; undefined where it is to be named again. */
async function findModels(prompter: Prompter, named: Omit<Place, 'names'>): Promise<Place | undefined> {
  const { baseUrl, key } = named
  const settings = { baseUrl, ...(key !== undefined && { apiKey: key }) }
  const list = await listModels(settings)
  if (list === 'keyRefused' && key === undefined) {
    // What runs on the same machine mostly wants none.
    prompter.tell('The server wants a key.')
    return await findModels(prompter, { ...named, key: await askKey(prompter, named.provider) })
  }
  if (list === 'keyRefused') {
    prompter.tell('The server refuses that key.')
    return undefined
  }
  if (list !== undefined) return { ...named, names: list.names }
  const found = await findBaseUrl(settings)
  if (found !== undefined) {
    prompter.tell(`The server has its models at ${found}: that is taken.`)
    return await findModels(prompter, { ...named, baseUrl: found })
  }
  prompter.tell(`${new URL(baseUrl).host} does not tell which models it has: does it run, and is the address right?`)
  // It may come later, and some tell nobody.
  const next = await prompter.ask('Take it all the same, or name it again? (take/again)', { otherwise: 'again' })
  return next === 'take' ? { ...named, names: [] } : undefined
}

async function askAddress(prompter: Prompter, usual: string | undefined): Promise<string> {
  for (;;) {
    const said = await prompter.ask('Its address, which ends in /v1 at most servers', { otherwise: usual })
    const address = withScheme(said)
    const url = URL.parse(address)
    if (url?.protocol === 'http:' || url?.protocol === 'https:') return address
    prompter.tell('That is no address such as https://api.example.com/v1.')
  }
}

/** People name hosts as they see them: `localhost:11434`. What is near speaks plain HTTP. */
function withScheme(said: string): string {
  if (said.includes('://') || !/^(?:[^\s/:.]+\.[^\s/:]|localhost\b|[\w-]+:\d|\[[\da-f:]+\])/iu.test(said)) return said
  const plain = URL.parse(`http://${said}`)
  return plain !== null && isPrivateHost(plain.hostname) ? `http://${said}` : `https://${said}`
}

async function askKey(prompter: Prompter, { keyPage }: Provider): Promise<string> {
  const where = keyPage === undefined ? '; just go on if it wants none' : `, from ${keyPage}`
  const key = trimSecret(await prompter.ask(`Key${where}`, { isSecret: true }))
  return key === '' ? NO_KEY : key
}

async function chooseModel(prompter: Prompter, what: string, usual: string | undefined, names: readonly string[]) {
  const isKnown = (name: string) => names.length === 0 || names.includes(name)
  const offered = usual !== undefined && isKnown(usual) ? usual : usable(names)[0]
  if (names.length > 0) prompter.tell(`It has ${describeNames(names, offered ?? '', false)}.`)
  for (;;) {
    const said = await prompter.ask(what, { otherwise: offered })
    if (said !== '' && isKnown(said)) return said
    prompter.tell(said === '' ? 'It needs a name.' : `It has no ${said}. It has ${describeNames(names, said, false)}.`)
  }
}
