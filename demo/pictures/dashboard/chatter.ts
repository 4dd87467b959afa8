import { setTimeout as sleep } from 'node:timers/promises'
import type { Loopback } from '../../../fake-discord/loopback.ts'

const PEOPLE = ['Ada', 'Bob', 'Cleo', 'Dan', 'Emma', 'Finn']
/** What the stand-in understands, and learns from. */
const SAYINGS = [
  'hi!',
  'my sister Mia works at Google',
  'I live in Lisbon',
  'my dog Rex loves the sea',
  'what do you know about my sister?',
  'ich wohne jetzt in Berlin',
  'where do I live?',
  'my birthday is 3 May',
  'what do you know about me?',
  'I moved to Oslo',
]
/** Between two messages of one person, in milliseconds: now and then somebody is quicker than they may be. */
const PAUSES_MS = [6000, 9000, 4000, 12_000, 500, 500, 500, 500, 500, 15_000]
const PATIENCE = { timeout: 30_000 }

/** Lets six people talk to the bot until a time (milliseconds since 1970), in direct messages and in a channel. */
export async function chat(discord: Loopback, until: number): Promise<void> {
  const talk = async (name: string, at: number) => {
    for (let turn = at; Date.now() < until; turn += 1) {
      const person = discord.user(name)
      const text = SAYINGS[turn % SAYINGS.length] ?? ''
      const message =
        turn % 2 === 0 ? await person.dm(text) : await person.says(discord.channel('general'), text, { mention: true })
      // Who is too quick is told so once, and has no answer after that.
      await discord.reply(message, PATIENCE).catch(() => undefined)
      await sleep(PAUSES_MS[(turn * 3 + at) % PAUSES_MS.length])
    }
  }
  await Promise.all(PEOPLE.map(talk))
}
