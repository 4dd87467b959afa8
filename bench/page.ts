// npm run bench:page: how soon the demo's page is there, shows an answer and scrolls, how much of it is our own code, and what
// an open page costs the bot.
import { env, stdout, versions } from 'node:process'
import { setTimeout as sleep } from 'node:timers/promises'
import { gzipSync } from 'node:zlib'
import { type Browser, chromium } from 'playwright-core'
import { chromiumArguments, findChromium } from '../demo/page/find-chromium.ts'
import { bundlePage } from '../demo/page/server/bundle.ts'
import { sized } from './options.ts'
import { type Measured, openMeasured } from './page/measured-demo.ts'
import { paintTimes } from './page/paint.ts'
import { longestFrames } from './page/scroll.ts'
import { percentiles, rounded } from './percentiles.ts'

const [LOADS, ANSWERS, MESSAGES, EXCHANGES, DEMOS] = sized([10, 20, 1000, 15, 3], [2, 2, 60, 2, 1])
/** Discord lets a bot write five messages in five seconds in a channel: nobody is to wait for that here. */
const PAUSE_MS = 1100
const KILO = 1000

/** From what somebody says to the answer on the page, in ms. */
async function answerTimes({ world, page }: Measured): Promise<readonly number[]> {
  const ada = world.discord.user('Ada')
  const times: number[] = []
  for (let number = 0; number < ANSWERS; number += 1) {
    const name = `Adelheid${String.fromCodePoint(97 + number)}`
    const begun = performance.now()
    const shown = page.getByText(`${name}!`).first().waitFor()
    const said = await ada.dm(`My name is ${name}.`)
    await shown
    times.push(performance.now() - begun)
    await world.discord.reply(said)
    await sleep(PAUSE_MS)
  }
  return times
}

/** What the bot's process holds after a talk of three people, in MB. */
async function residentAfterTalk({ world, residentMb }: Measured): Promise<number> {
  const talk = async (name: string) => {
    const person = world.discord.user(name)
    for (let number = 0; number < EXCHANGES; number += 1) {
      await world.discord.reply(
        await person.dm(`I have ${number} apples and would like to know what to cook with them.`),
      )
      await sleep(PAUSE_MS)
    }
  }
  await Promise.all(['Bob', 'Cleo', 'Dan'].map(talk))
  return residentMb()
}

/** The same in demos that begin anew, with a page open or without one. */
async function residentIn(browser: Browser, hasPage: boolean): Promise<readonly number[]> {
  const residents: number[] = []
  for (let number = 0; number < DEMOS; number += 1) {
    await using demo = await openMeasured(browser)
    if (hasPage) await demo.open()
    residents.push(await residentAfterTalk(demo))
  }
  return residents
}

const spread = (times: readonly number[]) => percentiles(times, [0.5, 1], 0)
const kilobytes = (code: string) => rounded(gzipSync(code).byteLength / KILO, 1)

async function measure(executablePath: string): Promise<void> {
  const browser = await chromium.launch({ executablePath, args: [...chromiumArguments()] })
  const [whole, own] = await Promise.all([bundlePage(), bundlePage({ withLibraries: false })])
  const rows: [string, string][] = [
    ['code of the page, with its libraries, kB gzipped', kilobytes(whole)],
    ['of that our own, kB gzipped', kilobytes(own)],
  ]
  rows.push(['the bot after a talk, no page open, MB', spread(await residentIn(browser, false))])
  rows.push(['the same with a page open, MB', spread(await residentIn(browser, true))])
  await using demo = await openMeasured(browser)
  const paints = await paintTimes(demo, LOADS)
  rows.push(
    ['first paint, ms', spread(paints.map(({ first }) => first))],
    ['the talk is there, ms', spread(paints.map(({ talk }) => talk))],
    ['an answer of the stand-in is seen, ms', spread(await answerTimes(demo))],
    [`longest frame, scrolling ${MESSAGES} messages, ms`, spread(await longestFrames(demo, MESSAGES))],
  )
  await browser.close()
  stdout.write(`Chromium ${browser.version()}, Node ${versions.node}; as p50 / most\n\n| | |\n|---|--:|\n`)
  for (const [name, value] of rows) stdout.write(`| ${name} | ${value} |\n`)
}

const executablePath = findChromium(env['PATH'])
if (executablePath === undefined) stdout.write('Skipped: there is no Chromium on PATH (apt-get install chromium).\n')
else await measure(executablePath)
