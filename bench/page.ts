// npm run bench:page: how soon the demo's page is there, shows an answer and scrolls, how much of it is our own code, and what
// an open page costs the bot.
import { env, stdout, versions } from 'node:process'
import { gzipSync } from 'node:zlib'
import { chromium } from 'playwright-core'
import { chromiumArguments, findChromium } from '../demo/page/find-chromium.ts'
import { bundlePage } from '../demo/page/server/bundle.ts'
import { sized } from './options.ts'
import { type Measured, openMeasured } from './page/measured-demo.ts'
import { paintTimes } from './page/paint.ts'
import { longestFrames } from './page/scroll.ts'
import { percentiles, rounded } from './percentiles.ts'

const [LOADS, ANSWERS, MESSAGES, EXCHANGES] = sized([10, 20, 1000, 50], [2, 2, 60, 2])
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
  }
  return times
}

/** What the bot's process holds after a talk, in MB. */
async function residentAfterTalk({ world, residentMb }: Pick<Measured, 'residentMb' | 'world'>): Promise<number> {
  const bob = world.discord.user('Bob')
  for (let number = 0; number < EXCHANGES; number += 1)
    await world.discord.reply(await bob.dm(`I have ${number} apples and would like to know what to cook with them.`))
  return residentMb()
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
  {
    await using demo = await openMeasured(browser)
    const resident = await residentAfterTalk(demo)
    rows.push(['the bot after a talk, no page ever open, MB', rounded(resident, 0)])
  }
  await using demo = await openMeasured(browser)
  await demo.open()
  rows.push(['the same talk with a page open, MB', rounded(await residentAfterTalk(demo), 0)])
  const paints = await paintTimes(demo, LOADS)
  rows.push(
    ['first paint, ms', spread(paints.map(({ first }) => first))],
    ['the talk is there, ms', spread(paints.map(({ talk }) => talk))],
    ['an answer of the stand-in is seen, ms', spread(await answerTimes(demo))],
    [`longest frame, scrolling ${MESSAGES} messages, ms`, spread(await longestFrames(demo, MESSAGES))],
  )
  await browser.close()
  stdout.write(`Chromium ${browser.version()}, Node ${versions.node}; times as p50 / most\n\n| | |\n|---|--:|\n`)
  for (const [name, value] of rows) stdout.write(`| ${name} | ${value} |\n`)
}

const executablePath = findChromium(env['PATH'])
if (executablePath === undefined) stdout.write('Skipped: there is no Chromium on PATH (apt-get install chromium).\n')
else await measure(executablePath)
