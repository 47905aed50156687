# Built and run without root, from the sources of this folder: docker build -t calls-subgraph .
FROM node:24-slim AS build
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN npm ci --omit=dev --ignore-scripts
COPY schema ./schema
COPY drizzle ./drizzle
COPY src ./src
# The bundle loads in a third of the memory; with it, the file system may be read-only. What only building needs goes then,
# and the Node for machines that have none. Not with `npm prune`, which writes the lock file that the bundle's name stands for.
RUN npm run build && rm -rf node_modules/esbuild node_modules/@esbuild node_modules/node-* node_modules/.bin

FROM node:24-slim
ENV NODE_ENV=production \
    HOST=0.0.0.0 \
    PORT=4000 \
    METRICS_PORT=9400
WORKDIR /app
COPY --from=build /app ./
USER node
EXPOSE 4000 9400
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=10s --timeout=3s --start-period=60s --retries=3 \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.METRICS_PORT}/livez`).then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))"]
# Not through npm, which would not pass the signal to stop on.
CMD ["node", "src/launch/launch.mjs"]
