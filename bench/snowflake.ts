/** An id as Discord makes them: https://docs.discord.com/developers/reference#snowflakes */
export function snowflake(ms: number, number: number): string {
  return String((BigInt(ms - 1_420_070_400_000) << 22n) + BigInt(number % 4096))
}
