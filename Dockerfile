# The headless server, with the console for a browser. See compose.yaml.
FROM node:24-slim AS build
WORKDIR /app
COPY . .
# No package needs its install script.
RUN npm ci --ignore-scripts \
  && node scripts/build.ts --force \
  && npm prune --omit=dev --ignore-scripts

FROM node:24-slim
# The console is served only where it is asked for: with serve --console, or NEXO_CONSOLE_ADDR.
ENV NODE_ENV=production NEXO_ADDR=0.0.0.0:3000 NEXO_WORKSPACE=/workspace
WORKDIR /app
COPY --from=build /app/package.json ./
COPY --from=build /app/node_modules ./node_modules
COPY --from=build /app/out/engine ./out/engine
COPY --from=build /app/out/renderer ./out/renderer
RUN mkdir /workspace && chown node:node /workspace
USER node
VOLUME /workspace
EXPOSE 3000 3001
HEALTHCHECK --interval=10s --start-period=20s CMD ["node", "-e", "fetch('http://127.0.0.1:3000/health').then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))"]
# The Node.js that Nexo's isolates are built for comes as a package.
ENTRYPOINT ["node_modules/.bin/node", "out/engine/nexo.js"]
CMD ["serve"]
