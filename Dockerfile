# The headless server. See compose.yaml.
FROM node:24-slim AS build
WORKDIR /app
COPY . .
# No package needs its install script.
RUN npm ci --ignore-scripts \
  && node -e "import('./scripts/build.ts').then(({ build }) => build('engine', { force: true }))" \
  && npm prune --omit=dev --ignore-scripts

FROM node:24-slim
ENV NODE_ENV=production NEXO_ADDR=0.0.0.0:3000 NEXO_WORKSPACE=/workspace
WORKDIR /app
COPY --from=build /app/package.json ./
COPY --from=build /app/node_modules ./node_modules
COPY --from=build /app/out/engine ./out/engine
RUN mkdir /workspace && chown node:node /workspace
USER node
VOLUME /workspace
EXPOSE 3000
# The Node.js that Nexo's isolates are built for comes as a package.
ENTRYPOINT ["node_modules/.bin/node", "out/engine/nexo.js"]
CMD ["serve"]
