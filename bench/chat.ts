/** What a completion of ten chunks costs, next to the OpenAI client's own loop. Run it with: node start.js bench/chat.ts */
import { fork } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { OpenAI } from 'openai'
import { createChatModel } from '../src/llm/chat.ts'

const ROUNDS = 5000
const AT_ONCE = 50
const CHUNKS = 10
const PROMPT = [{ role: 'user' as const, content: 'A prompt of some length. '.repeat(120) }]

function event(choices: object[], more: object = {}): string {
  return `data: ${JSON.stringify({ id: 'c', object: 'chat.completion.chunk', created: 1, model: 'm', choices, ...more })}\n\n`
}

/** A process of its own, so that only the client is measured. Each chunk is a write of its own. */
function serve(): void {
  const server = createServer(async (request, response) => {
    for await (const _ of request);
    response.writeHead(200, { 'content-type': 'text/event-stream' })
    for (let chunk = 0; chunk < CHUNKS; chunk += 1) {
      response.write(event([{ index: 0, delta: { content: ` word${chunk}` }, finish_reason: null }]))
      await new Promise(setImmediate)
    }
    response.end(
      `${event([{ index: 0, delta: {}, finish_reason: 'stop' }])}${event([], { usage: { total_tokens: 9 } })}data: [DONE]\n\n`,
    )
  })
  server.listen(0, '127.0.0.1', () => process.send?.((server.address() as AddressInfo).port))
}

async function measure(name: string, complete: () => Promise<unknown>): Promise<void> {
  let asked = 0
  async function ask(rounds: number): Promise<void> {
    while (asked < rounds) {
      asked += 1
      await complete()
    }
  }
  async function askAll(rounds: number): Promise<void> {
    asked = 0
    await Promise.all(Array.from({ length: AT_ONCE }, () => ask(rounds)))
  }
  await askAll(ROUNDS / 10)
  const cpu = process.cpuUsage()
  const begun = performance.now()
  await askAll(ROUNDS)
  const { user, system } = process.cpuUsage(cpu)
  const each = ((user + system) / ROUNDS).toFixed(0)
  const perSecond = ((ROUNDS / (performance.now() - begun)) * 1000).toFixed(0)
  process.stdout.write(`${name.padEnd(28)} ${each.padStart(5)} µs of CPU a completion, ${perSecond} a second\n`)
}

async function bench(): Promise<void> {
  const server = fork(import.meta.filename, ['serve'])
  const [port] = (await once(server, 'message')) as [number]
  const baseUrl = `http://127.0.0.1:${port}/v1`
  const client = new OpenAI({ apiKey: 'none', baseURL: baseUrl, maxRetries: 0 })
  const settings = { baseUrl, model: 'm', responseTokens: 100, firstTokenMs: 60_000, tokenGapMs: 30_000 }
  const model = createChatModel(settings, { warn: () => undefined })
  const options = { signal: new AbortController().signal, mayRestart: () => true }

  async function bare(): Promise<string> {
    let text = ''
    const request = { model: 'm', messages: PROMPT, stream: true as const, stream_options: { include_usage: true } }
    for await (const chunk of await client.chat.completions.create(request))
      text += chunk.choices[0]?.delta.content ?? ''
    return text
  }

  async function ours(): Promise<string> {
    let text = ''
    for await (const longer of model.stream(PROMPT, { ...options, signal: new AbortController().signal })) text = longer
    return text
  }

  if ((await bare()) !== (await ours())) throw new Error('the answers differ')
  for (const _ of [1, 2]) {
    await measure("the OpenAI client's loop", bare)
    await measure('Keepsake', ours)
  }
  server.kill()
}

if (process.argv.includes('serve')) serve()
else await bench()
