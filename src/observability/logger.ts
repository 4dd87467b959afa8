/**
 * Where log lines go, as pino takes them: details first, then a line that an operator can search for. Neither holds the
 * text of a message or a key; of an error, `errorDetails` tells what may be logged.
 */
export interface Logger {
  debug(details: object, message: string): void
  info(details: object, message: string): void
  warn(details: object, message: string): void
  error(details: object, message: string): void
}
