# Builds with the tools, runs without them. The content and the flows are part of the image; mount others over
# /app/content and /app/flows to edit them while it runs.
FROM node:24-slim AS build
WORKDIR /app
COPY . .
RUN npm ci

FROM node:24-slim
WORKDIR /app
COPY package.json package-lock.json ./
# `dist` comes from the first stage, so nothing is built here.
RUN npm ci --omit=dev --ignore-scripts && npm cache clean --force
COPY --from=build /app/dist ./dist
COPY adapters/web/page ./adapters/web/page
COPY src/store/scripts ./src/store/scripts
COPY content ./content
COPY flows ./flows
ENV NODE_ENV=production HOST=0.0.0.0 PORT=8080 PUBLIC_HOST=0.0.0.0 PUBLIC_PORT=8081 CACHE_DIR=/app/studied
EXPOSE 8080 8081
RUN mkdir studied && chown node:node studied
USER node
# What /ask learns of the content is learned here, so that every start is quick, under a read-only root too.
RUN node dist/src/main.js study
HEALTHCHECK --interval=30s --timeout=3s --start-period=20s \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT}/healthz`).then((answer) => process.exit(answer.ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "dist/src/main.js", "start"]
