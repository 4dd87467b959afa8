import { spawn } from 'node:child_process'

const openers: Readonly<Partial<Record<NodeJS.Platform, readonly [string, ...string[]]>>> = {
  darwin: ['open'],
  // `start` takes its first quoted word for a title.
  win32: ['cmd', '/c', 'start', ''],
}

/** Opens an address in somebody's browser, where there is one; it never fails, and nobody waits for it. */
export function openBrowser(url: string, environment: Readonly<Record<string, string | undefined>>): void {
  const { platform } = process
  const hasDisplay = platform === 'darwin' || platform === 'win32' || isSet(environment, 'DISPLAY', 'WAYLAND_DISPLAY')
  if (!hasDisplay) return
  const [command, ...args] = openers[platform] ?? ['xdg-open']
  const child = spawn(command, [...args, url], { env: environment, stdio: 'ignore', detached: true })
  child.on('error', () => undefined) // there is no such program: the address stands in the terminal
  child.unref()
}

function isSet(environment: Readonly<Record<string, string | undefined>>, ...names: readonly string[]): boolean {
  return names.some(name => (environment[name] ?? '') !== '')
}
