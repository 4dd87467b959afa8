// The floor: a Discord bot of thirty lines, with the same libraries and no memory, no order, no limits, no errors told.
import { Client, Events, GatewayIntentBits, type Message, Partials } from 'discord.js'
import OpenAI from 'openai'

const { DISCORD_TOKEN, DISCORD_API_URL = '', DISCORD_REQUESTS_PER_SECOND, OPENAI_BASE_URL } = process.env

const model = new OpenAI({ apiKey: 'none', baseURL: OPENAI_BASE_URL })
const client = new Client({
  intents: [GatewayIntentBits.DirectMessages],
  partials: [Partials.Channel],
  rest: { api: DISCORD_API_URL, globalRequestsPerSecond: Number(DISCORD_REQUESTS_PER_SECOND) },
})

async function answer(message: Message): Promise<void> {
  const stream = await model.chat.completions.create({
    model: 'any',
    stream: true,
    messages: [{ role: 'user', content: message.content }],
  })
  let text = ''
  for await (const chunk of stream) text += chunk.choices[0]?.delta.content ?? ''
  await message.reply(text)
}

client.on(Events.MessageCreate, message => {
  if (!message.author.bot) void answer(message)
})
client.once(Events.ClientReady, () => process.stdout.write('Keepsake answers\n'))
await client.login(DISCORD_TOKEN)
