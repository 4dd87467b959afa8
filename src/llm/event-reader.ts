/** The payload of one server-sent event, and whether the server marked it as an error. */
export type OnEvent = (data: string, isError: boolean) => void

/**
 * Takes a stream of server-sent events as it comes, in pieces cut anywhere (but not within a character), and calls
 * `onEvent` for each that has data. Comments (`: keep-alive`) say nothing. Returns what takes the next piece, and,
 * without one, the end: an event that lacks its empty line still counts.
 */
export function createEventReader(onEvent: OnEvent): (piece?: string) => void {
  let rest = ''
  let data: string | undefined
  let isError = false

  function dispatch(): void {
    if (data !== undefined) onEvent(data, isError)
    data = undefined
    isError = false
  }

  function readLine(line: string): void {
    if (line === '') dispatch()
    else if (line.startsWith('data:')) add(line.slice(5))
    else if (line === 'event: error' || line === 'event:error') isError = true
    // llama.cpp before 2025 names the field so
    else if (line.startsWith('error:')) {
      isError = true
      add(line.slice(6))
    }
  }

  function add(value: string): void {
    data = data === undefined ? value : `${data}\n${value}`
  }

  return piece => {
    const text = rest + (piece ?? '\n\n')
    let start = 0
    for (let end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', start)) {
      readLine(text.slice(start, text[end - 1] === '\r' && end > start ? end - 1 : end))
      start = end + 1
    }
    rest = text.slice(start)
  }
}
