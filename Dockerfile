# jrank on the CPU. Build: docker build -t jrank . ; run: docker run --rm -u "$(id -u)" -v "$PWD:/work" jrank rank votes.csv
FROM node:22.23.3-bookworm-slim AS build
WORKDIR /src
COPY package.json package-lock.json ./
RUN npm ci --ignore-scripts --no-audit --no-fund
COPY . .
RUN npm run build && npm pack --ignore-scripts --pack-destination /tmp

FROM node:22.23.3-bookworm-slim
COPY --from=build /tmp/jrank-*.tgz /tmp/
WORKDIR /opt/jrank
# Charts as .png and the Anthropic SDK come along; node-llama-cpp and DuckDB do not.
RUN npm install --omit=dev --ignore-scripts --no-audit --no-fund /tmp/jrank-*.tgz \
      @resvg/resvg-js@2.6.2 @expo-google-fonts/m-plus-1p@0.4.2 @anthropic-ai/sdk@1.11.0 \
    && npm cache clean --force && rm /tmp/jrank-*.tgz \
    && ln -s /opt/jrank/node_modules/.bin/jrank /usr/local/bin/jrank \
    && mkdir -m 1777 /work
# A folder of the host that is mounted there needs a user that may write to it: -u "$(id -u)".
USER node
WORKDIR /work
ENTRYPOINT ["jrank"]
CMD ["--help"]
