import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { getRequestListener } from '@hono/node-server'
import { type Context, Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { streamSSE } from 'hono/streaming'
import { WaitTimeout } from '../../../fake-discord/happenings.ts'
import type { Upload } from '../../../fake-discord/messages/upload.ts'
import type { DemoWorld } from '../../world/open-world.ts'
import { type PageEvent, pageAction } from '../protocol.ts'
import { bundlePage, readStatic } from './bundle.ts'
import { EventLog } from './event-log.ts'
import { refuse, requireHost, requireOrigin, requireToken } from './guard.ts'
import { ModelChoice, type ModelPlaces } from './model-choice.ts'
import { PageFiles } from './page-files.ts'
import { Actions } from './perform.ts'
import { PageTourGuide } from './tour-guide.ts'
import { DiscordWatch } from './watch-discord.ts'
import { MemoryWatch } from './watch-memory.ts'

/** Where the page is found again after a restart of the demo, unless somebody else is there. */
const USUAL_PORT = 4242

/** What Discord's client sends of files at once, and a little for what is said beside them. */
const MAX_ACTION_BYTES = 26 * 1024 ** 2

export interface PageOptions {
  readonly world: DemoWorld
  readonly logFile: string
  /** The usual one, or any that is free where that is taken, if not given. Throws what `listen` does where it is taken. */
  readonly port?: number | undefined
  /** Between two steps of the tour; long enough to read if not given. */
  readonly tourReadMs?: number | undefined
  /** Where models may be, and the file that keeps which one: those that `npm run setup` knows and writes, if not given. */
  readonly models?: ModelPlaces | undefined
}

export interface Page {
  /** With the token. */
  readonly url: string
  /** Tells all pages. */
  publish(event: PageEvent): void
  close(): Promise<void>
}

/** Serves the demo's page on 127.0.0.1, to whoever has the token. */
export async function servePage({ world, logFile, port, tourReadMs, models }: PageOptions): Promise<Page> {
  const { discord, bot } = world
  const token = randomBytes(32).toString('base64url')
  // Made while the bot starts: whoever comes sooner waits for it.
  const script = bundlePage()
  script.catch(() => undefined)
  const files = new PageFiles(discord.world)
  const memories = new MemoryWatch(bot, event => log.publish(event))
  const setting = () => ({ ...world.setting, logFile })
  const snapshot = () => ({
    world: watch.world,
    messages: watch.world.places.flatMap(place => discord.messages(place).map(message => files.messageOf(message))),
    bot: bot.state,
    ...memories.all,
    tour: tour.state,
    setting: setting(),
  })
  const log = new EventLog(snapshot, isWatched => memories.watch(isWatched ? watch.world.people : []))
  const watch = new DiscordWatch(discord, files, event => {
    memories.noteTalk(event)
    log.publish(event)
  })
  const choice = new ModelChoice(world, () => log.publish({ kind: 'setting', setting: setting() }), models)
  const actions: Actions = new Actions(world, choice, how => tour.lead(how))
  const tour = new PageTourGuide({
    ...{ discord, bot, actions, readMs: tourReadMs },
    onState: state => log.publish({ kind: 'tour', tour: state }),
  })

  const app = new Hono()
  const server = createServer(getRequestListener(app.fetch, { overrideGlobalObjects: false }))
  const host = () => `127.0.0.1:${(server.address() as AddressInfo).port}`
  app.use(requireHost(host))
  app.get('/', async http => http.html(await readStatic('index.html')))
  app.get('/page.css', async http => http.body(await readStatic('page.css'), 200, { 'Content-Type': 'text/css' }))
  app.get('/app.js', async http => http.body(await script, 200, { 'Content-Type': 'text/javascript' }))
  files.serve(app)
  app.get('/events', requireToken(token), http => streamEvents(http, log))
  const limit = bodyLimit({ maxSize: MAX_ACTION_BYTES, onError: http => refuse(http, 413, 'That is more than 25 MB.') })
  app.post('/actions', requireOrigin(host), requireToken(token), limit, async http => {
    const answer = await act(http, actions, tour)
    watch.look()
    return answer
  })
  app.notFound(http => refuse(http, 404, 'There is nothing here.'))
  const stopWatching = bot.watch(state => log.publish({ kind: 'bot', bot: state }))
  await listen(server, port)
  return {
    url: `http://${host()}/#${token}`,
    publish: event => log.publish(event),
    async close() {
      tour.lead('end')
      watch.stop()
      stopWatching()
      server.closeAllConnections()
      await new Promise(resolve => server.close(resolve))
    },
  }
}

async function listen(server: Server, port: number | undefined): Promise<void> {
  const at = async (wanted: number) => {
    const listening = once(server, 'listening')
    server.listen(wanted, '127.0.0.1')
    await listening
  }
  if (port !== undefined) return await at(port)
  await at(USUAL_PORT).catch(() => at(0))
}

function streamEvents(http: Context, log: EventLog): Response {
  return streamSSE(http, async stream => {
    const gone = new AbortController()
    stream.onAbort(() => gone.abort())
    for await (const event of log.follow(http.req.header('Last-Event-ID'), gone.signal))
      await stream.writeSSE({ ...event })
  })
}

async function act(http: Context, actions: Actions, tour: PageTourGuide): Promise<Response> {
  const asked = await readAction(http).catch(() => undefined)
  const action = pageAction.safeParse(asked?.action)
  if (asked === undefined || !action.success) return refuse(http, 400, 'The demo does not know what that means.')
  tour.giveWay(action.data)
  try {
    return http.json({ ok: true, result: await actions.perform(action.data, asked.files) })
  } catch (error) {
    return refuse(http, 400, inWords(error))
  }
}

async function readAction(http: Context): Promise<{ action: unknown; files: readonly Upload[] }> {
  if (http.req.header('Content-Type')?.startsWith('application/json') === true)
    return { action: await http.req.json(), files: [] }
  const form = await http.req.formData()
  const given = form.getAll('file').filter(value => value instanceof File)
  const files = given.map(async file => ({
    ...{ name: file.name, contentType: file.type || 'application/octet-stream' },
    data: new Uint8Array(await file.arrayBuffer()),
  }))
  return { action: JSON.parse(String(form.get('action'))), files: await Promise.all(files) }
}

/** What the fake Discord refuses it says for people, in the first line. */
function inWords(error: unknown): string {
  if (error instanceof WaitTimeout) return 'The bot did not respond.'
  const text = error instanceof Error ? error.message : String(error)
  return text.split('\n')[0] ?? text
}
