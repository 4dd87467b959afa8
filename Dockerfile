FROM node:24.21.0-slim AS dependencies
WORKDIR /app
COPY package.json package-lock.json ./
RUN npm ci --omit=dev

FROM node:24.21.0-slim
# Of its own, for whoever sets no REDIS_URL; the package brings what it is linked with.
RUN apt-get update && apt-get install --yes --no-install-recommends redis-server && rm -rf /var/lib/apt/lists/*
WORKDIR /app
ENV NODE_ENV=production METRICS_PORT=9464
COPY --from=dependencies /app/node_modules node_modules
COPY package.json start.js ./
COPY src src
RUN for command in doctor backup restore repair move; do \
      printf '#!/bin/sh\ncd /app && exec node start.js src/cli/%s.ts "$@"\n' $command > /usr/local/bin/$command && chmod +x /usr/local/bin/$command; \
    done
RUN mkdir -p data node_modules/.cache && chown node:node data node_modules/.cache
VOLUME /app/data
USER node
HEALTHCHECK --interval=30s --timeout=5s --start-period=15s \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.METRICS_PORT}/healthz?ready`).then(r => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
# Node itself, not npm: it hears SIGTERM and finishes the answers in hand.
CMD ["node", "start.js", "src/index.ts"]
