import type { Loopback } from '../../fake-discord/loopback.ts'
import type { Person } from '../../fake-discord/person.ts'
import { EXPORT_FORMAT, EXPORT_VERSION } from '../../src/memory/transfer/file-format.ts'
import { sized } from '../options.ts'

const PATIENCE_MS = 120_000

interface Size {
  readonly messages: number
  readonly files: number
  readonly fileBytes: number
  readonly facts: number
  readonly commands: number
}

/** What is sent at once; to warm up, one of each. */
const SIZES = {
  everything: sized<Size>(
    { messages: 500, files: 20, fileBytes: 20_000_000, facts: 300, commands: 200 },
    { messages: 5, files: 2, fileBytes: 20_000, facts: 5, commands: 3 },
  ),
  'warm up': { messages: 1, files: 1, fileBytes: 100_000, facts: 1, commands: 1 },
} satisfies Record<string, Size>

/** Characters that a compatibility form makes four of each, which once took a process half a minute. */
const WORST_CHARACTERS = ['㌖', '…', 'ﷺ', '꙰']
const WORST_LENGTH = 4000

/** Somebody sends everything there is at once. Resolves when all of it was answered or refused, with how much was which. */
export async function attack(discord: Loopback, person: Person, what: keyof typeof SIZES): Promise<string> {
  const { messages, files, facts, commands } = SIZES[what]
  const outcomes = await Promise.all([
    sendMessages(discord, person, SIZES[what]),
    settled(person.command('import', { file: worstExport(person.id, facts) }, { timeout: PATIENCE_MS })),
    ...Array.from({ length: commands }, (_, at) =>
      settled(person.command(at % 2 === 0 ? 'whatdoyouknow' : 'privacy', {}, { timeout: PATIENCE_MS })),
    ),
  ])
  const [said, imported, ...used] = outcomes
  return `${said} of ${messages + files} messages answered, import ${imported}, ${used.filter(is => is === 'answered').length} of ${commands} commands answered`
}

/** Sends them as fast as it goes, files among them, and waits until nothing more is answered. */
async function sendMessages(discord: Loopback, person: Person, { messages, files, fileBytes }: Size): Promise<number> {
  let answered = 0
  let lastAt = performance.now()
  const stop = discord.watch(happening => {
    if (happening.kind !== 'message' || happening.message.channel_id !== person.dmChannel.id) return
    if (happening.message.author.id !== discord.botId) return
    answered += 1
    lastAt = performance.now()
  })
  const data = new Uint8Array(fileBytes).fill(7)
  const filesEvery = Math.max(1, Math.floor(messages / files))
  for (let at = 0; at < messages; at += 1) {
    await person.dm(`Message ${at}: ${'…'.repeat(200)}`)
    if (at % filesEvery === 0 && at / filesEvery < files) {
      await person.dm('', { files: [{ name: `${at}.png`, contentType: 'image/png', data }] })
    }
  }
  while (performance.now() - lastAt < QUIET_MS) await new Promise(resolve => setTimeout(resolve, QUIET_MS / 4))
  stop()
  return answered
}

/** So long nothing more comes, and nothing will. */
const QUIET_MS = sized(5000, 1000)

async function settled(asked: Promise<unknown>): Promise<'answered' | 'refused'> {
  try {
    await asked
    return 'answered'
  } catch {
    return 'refused'
  }
}

const DISCORD_EPOCH = 1_420_070_400_000

function worstExport(user: string, count: number): { name: string; contentType: string; data: string } {
  const saidAt = Date.now() - 60_000
  const source = (BigInt(saidAt - DISCORD_EPOCH) << 22n).toString()
  const facts = Array.from({ length: count }, (_, at) => {
    const text = (WORST_CHARACTERS[at % WORST_CHARACTERS.length] ?? '').repeat(WORST_LENGTH)
    return {
      ...{ id: `f${at}`, text, quote: text, kind: 'personal', subject: 'user', scope: 'dm', saidAt },
      ...{ replaces: [], sources: [source], channel: '5', confirmations: 0 },
    }
  })
  const file = {
    ...{ format: EXPORT_FORMAT, version: EXPORT_VERSION, user, exportedAt: new Date().toISOString() },
    ...{ settings: { isPaused: false }, facts, statements: [], conversations: [] },
  }
  return { name: 'memory.json', contentType: 'application/json', data: JSON.stringify(file) }
}
