# The server with everything it serves. Data is in /data: mount a volume there, or name a database and a bucket (compose.yaml).
FROM node:26-bookworm-slim AS build
WORKDIR /earshot
COPY package.json package-lock.json .npmrc ./
# The image brings its own Node: the npm package of that name, and its install script, are not needed.
RUN npm ci --ignore-scripts
COPY . .
RUN node build/served.ts

FROM node:26-bookworm-slim
ENV NODE_ENV=production HOST=0.0.0.0 EARSHOT_DATA=/data
WORKDIR /earshot
COPY --from=build /earshot/dist/ dist/
COPY --from=build /earshot/package.json /earshot/LICENSE ./
RUN install -d -o node -g node -m 0700 /data
USER node
VOLUME /data
EXPOSE 8787
HEALTHCHECK --interval=10s --timeout=3s --start-period=10s \
  CMD ["node", "-e", "fetch('http://127.0.0.1:' + (process.env.PORT || 8787) + '/readyz').then((answer) => process.exit(answer.ok ? 0 : 1), () => process.exit(1))"]
# Pictures pass through the young part of the heap; kept small, the server needs a fifth less memory and no more time.
CMD ["node", "--max-semi-space-size=8", "dist/server/main.mjs", "start"]
