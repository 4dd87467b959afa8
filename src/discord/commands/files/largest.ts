/**
 * What a bot may attach to a direct message (https://docs.discord.com/developers/reference#uploading-files). A server, or
 * Discord one day, may let it send more; but what is taken along must be one that can be brought back.
 */
export const MOST_BYTES = 10 * 1024 * 1024
